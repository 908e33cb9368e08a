package tv.coax.catalog.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.ledger.LedgerView;
import tv.coax.catalog.listing.ConsoleTitle;
import tv.coax.catalog.subscriber.Subscriber;
import tv.coax.catalog.subscriber.Welcome;

/** The console's templates. */
@CheckedTemplate(basePath = "console", defaultName = CheckedTemplate.ELEMENT_NAME)
final class Console {
  private Console() {}

  static native TemplateInstance titles(List<ConsoleTitle> titles);

  /** One row of the table of titles. */
  static native TemplateInstance row(ConsoleTitle title);

  /** One title with its asset and offers. */
  static native TemplateInstance title(
      ConsoleTitle title, String currency, @Nullable String refusal);

  static native TemplateInstance subscribers(
      List<Subscriber> subscribers,
      String search,
      @Nullable Welcome welcome,
      @Nullable String refusal);

  /** One row of the table of subscribers. */
  static native TemplateInstance subscriber(Subscriber subscriber);

  static native TemplateInstance ledger(LedgerView ledger);
}
