package tv.coax.local.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form of a page: where it is sent and what its fields hold already. Reads the plain forms of
 * Keycloak's pages; it is no general HTML parser.
 *
 * @param action as the page says it, entities resolved; may be relative
 * @param fields inputs by name with their values, without buttons
 * @param buttons names of its named submit buttons, with their values
 */
public record HtmlForm(String action, Map<String, String> fields, Map<String, String> buttons) {
  private static final Pattern FORM =
      Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTROL =
      Pattern.compile("<(input|button)\\b([^>]*)>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-zA-Z-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

  /** The first form of the page that has this control. */
  public static Optional<HtmlForm> with(String control, String page) {
    Matcher forms = FORM.matcher(page);
    while (forms.find()) {
      var form = of(attributes(forms.group(1)), forms.group(2));
      if (form.fields.containsKey(control) || form.buttons.containsKey(control)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  private static HtmlForm of(Map<String, String> attributes, String content) {
    var fields = new LinkedHashMap<String, String>();
    var buttons = new LinkedHashMap<String, String>();
    Matcher controls = CONTROL.matcher(content);
    while (controls.find()) {
      var control = attributes(controls.group(2));
      String name = control.get("name");
      if (name == null) {
        continue;
      }
      boolean button =
          controls.group(1).equalsIgnoreCase("button")
              || "submit".equals(control.getOrDefault("type", "text"));
      (button ? buttons : fields).put(name, control.getOrDefault("value", ""));
    }
    return new HtmlForm(attributes.getOrDefault("action", ""), fields, buttons);
  }

  private static Map<String, String> attributes(String text) {
    var attributes = new LinkedHashMap<String, String>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    while (matcher.find()) {
      String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      attributes.putIfAbsent(matcher.group(1).toLowerCase(java.util.Locale.ROOT), unescape(value));
    }
    return attributes;
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
