package tv.coax.catalog.storefront;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.account.AccountView;
import tv.coax.catalog.entitlement.EntitlementView;
import tv.coax.catalog.ledger.BillLine;
import tv.coax.catalog.listing.TitleView;
import tv.coax.catalog.order.OrderView;

/** The storefront's templates. */
@CheckedTemplate(basePath = "storefront", defaultName = CheckedTemplate.ELEMENT_NAME)
final class Storefront {
  private Storefront() {}

  /** The list of what is on sale. */
  static native TemplateInstance list(List<TitleView> titles, String search);

  /**
   * One title.
   *
   * @param key the idempotency key of an order placed from this very page
   * @param held what the viewer holds of the title
   * @param refusal why an order just failed
   */
  static native TemplateInstance title(
      TitleView title, UUID key, @Nullable EntitlementView held, @Nullable String refusal);

  /** What was just ordered. */
  static native TemplateInstance confirmation(OrderView order, String titleName);

  /** The bill and the library. */
  static native TemplateInstance account(
      AccountView account, List<BillLine> bill, List<EntitlementView> library);
}
