package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A subscriber and an operator at real pages, in a real browser. */
@ExtendWith(House.Extension.class)
class BrowserTest {
  private static Playwright playwright;
  private static Browser browser;
  private static Operator.OnSale film;

  @BeforeAll
  static void openABrowserAndPublishTheFilm(House house) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-sync",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--autoplay-policy=no-user-gesture-required")));
    film = house.operator().publish("The Rabbit in the Browser", house.film(), "video/mp4");
  }

  @AfterAll
  static void closeTheBrowser() {
    browser.close();
    playwright.close();
  }

  @Test
  void subscriberLogsInBuysAndWatchesWhileTheFilmStillArrives(House house) {
    Page storefront = browser.newPage();
    storefront.navigate(house.addresses().catalog().toString());
    storefront.click("a.title-card[data-title-id='" + film.titleId() + "']");
    house.screenshot(storefront, "storefront-title");
    storefront.click("#login-to-purchase");
    logIn(storefront, "ada", house.password("ada"));
    storefront.click("#buy-purchase");
    storefront.waitForSelector("#order-confirmation");
    house.screenshot(storefront, "storefront-bought");

    Page box = browser.newPage();
    box.navigate(house.box(1).address().toString());
    box.locator(".library-card[data-title-id='" + film.titleId() + "'] button[data-action=play]")
        .click();
    awaitPlayed(box, 0.2);
    JsonNode whenPlayBegan = house.box(1).title(film.titleId());
    awaitPlayed(box, 3);
    house.screenshot(box, "box-playing");

    assertThat(whenPlayBegan.path("verifiedBytes").asLong())
        .as("the download was still running when play began")
        .isLessThan(whenPlayBegan.path("sealedBytes").asLong());
    house.box(1).awaitPlayable(film.titleId());
  }

  @Test
  void operatorSeesTheTitleOnTheConsole(House house) {
    Page console = browser.newContext().newPage();
    console.navigate(house.addresses().catalog().resolve("/console").toString());
    logIn(console, "olivia", house.password("olivia"));

    console.waitForSelector("#console-titles");
    house.screenshot(console, "console-titles");

    assertThat(console.textContent("#console-titles")).contains("The Rabbit in the Browser");
  }

  @Test
  void subscriberIsKeptOutOfTheConsole(House house) {
    Page console = browser.newContext().newPage();
    console.navigate(house.addresses().catalog().resolve("/console").toString());
    logIn(console, "bob", house.password("bob"));

    assertThat(console.locator("#console-titles").count()).isZero();
  }

  /** Waits until the picture has moved past so many seconds of the film. */
  private static void awaitPlayed(Page box, double seconds) {
    box.waitForCondition(() ->
        ((Number) box.locator("video#player").evaluate("video => video.currentTime")).doubleValue()
            > seconds);
  }

  private static void logIn(Page page, String name, String password) {
    page.waitForSelector("input[name=username]");
    page.fill("input[name=username]", name);
    page.fill("input[name=password]", password);
    page.click("[type=submit]");
    page.waitForLoadState();
  }
}
