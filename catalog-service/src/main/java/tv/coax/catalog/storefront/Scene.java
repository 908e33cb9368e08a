package tv.coax.catalog.storefront;

import java.util.Locale;
import java.util.Random;

/**
 * A landscape drawn for a title that has no artwork of its own: the same title always gets the same
 * picture. Plain SVG, without scripts, styles or anything fetched from elsewhere.
 */
final class Scene {
  private final int width;
  private final int height;
  private final Random random;
  private final Palette palette;
  private final int motif;
  private final StringBuilder svg = new StringBuilder(8192);

  private Scene(long seed, int width, int height) {
    this.width = width;
    this.height = height;
    this.random = new Random(mix(seed));
    this.palette = Palette.ALL[random.nextInt(Palette.ALL.length)];
    this.motif = random.nextInt(4);
  }

  /** Spreads a seed over all bits, so that similar seeds give different pictures (SplitMix64). */
  private static long mix(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The picture's elements, to be put into an svg element of that size. */
  static String draw(long seed, int width, int height) {
    var scene = new Scene(seed, width, height);
    scene.sky();
    scene.light();
    switch (scene.motif) {
      case 0 -> scene.hills();
      case 1 -> scene.city();
      case 2 -> scene.sea();
      default -> scene.forest();
    }
    scene.shade();
    return scene.svg.toString();
  }

  private void sky() {
    svg.append("<defs><linearGradient id=\"s\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">")
        .append("<stop offset=\"0\" stop-color=\"")
        .append(palette.top())
        .append("\"/>")
        .append("<stop offset=\".72\" stop-color=\"")
        .append(palette.horizon())
        .append("\"/>")
        .append("</linearGradient><radialGradient id=\"g\">")
        .append("<stop offset=\"0\" stop-color=\"")
        .append(palette.light())
        .append("\" stop-opacity=\".75\"/><stop offset=\"1\" stop-color=\"")
        .append(palette.light())
        .append("\" stop-opacity=\"0\"/></radialGradient>")
        .append("<linearGradient id=\"d\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">")
        .append("<stop offset=\".45\" stop-color=\"#000\" stop-opacity=\"0\"/>")
        .append(
            "<stop offset=\"1\" stop-color=\"#000\" stop-opacity=\".7\"/></linearGradient></defs>");
    rect(0, 0, width, height, "url(#s)", 1);
    for (int i = 0; i < 70; i++) {
      double x = random.nextDouble() * width;
      double y = random.nextDouble() * height * 0.45;
      circle(
          x, y, 0.6 + random.nextDouble() * 1.6, palette.light(), 0.15 + random.nextDouble() * 0.6);
    }
  }

  private void light() {
    double x = width * (0.25 + random.nextDouble() * 0.5);
    double y = height * (0.3 + random.nextDouble() * 0.22);
    double r = Math.min(width, height) * (0.11 + random.nextDouble() * 0.09);
    circle(x, y, r * 3.2, "url(#g)", 0.8);
    circle(x, y, r, palette.light(), 0.95);
  }

  private void hills() {
    ridge(0.60, 0.10, palette.far());
    ridge(0.70, 0.08, palette.middle());
    ridge(0.82, 0.06, palette.near());
  }

  private void sea() {
    double horizon = height * 0.62;
    ridge(0.6, 0.05, palette.far());
    rect(0, horizon, width, height - horizon, palette.middle(), 1);
    for (int i = 0; i < 26; i++) {
      double y = horizon + Math.pow(i / 26.0, 1.6) * (height - horizon);
      double length = width * (0.08 + random.nextDouble() * 0.35);
      double x = width * 0.5 - length / 2 + (random.nextDouble() - 0.5) * width * 0.3;
      rect(x, y, length, 1.5 + i * 0.25, palette.light(), 0.08 + random.nextDouble() * 0.3);
    }
    ridge(0.92, 0.03, palette.near());
  }

  private void city() {
    towers(0.58, 0.16, palette.far(), 0);
    towers(0.66, 0.20, palette.middle(), 0.25);
    towers(0.80, 0.18, palette.near(), 0.4);
  }

  private void forest() {
    ridge(0.62, 0.08, palette.far());
    trees(0.74, 0.16, palette.middle());
    trees(0.88, 0.26, palette.near());
    rect(0, height * 0.87, width, height * 0.13, palette.near(), 1);
  }

  private void shade() {
    rect(0, 0, width, height, "url(#d)", 1);
  }

  private void ridge(double at, double swing, String colour) {
    double phase = random.nextDouble() * 6;
    double stretch = 1.2 + random.nextDouble() * 1.6;
    svg.append("<path d=\"M0 ").append(height);
    for (int i = 0; i <= 48; i++) {
      double t = i / 48.0;
      double wave =
          Math.sin(phase + t * 6.28 * stretch / 2)
              + 0.45 * Math.sin(phase * 2 + t * 13 * stretch)
              + 0.16 * Math.sin(phase * 5 + t * 37);
      svg.append('L')
          .append(number(t * width))
          .append(' ')
          .append(number(height * (at + swing * wave / 1.6)));
    }
    svg.append('L')
        .append(width)
        .append(' ')
        .append(height)
        .append("Z\" fill=\"")
        .append(colour)
        .append("\"/>");
  }

  private void towers(double top, double swing, String colour, double lit) {
    double x = -10;
    while (x < width) {
      double wide = width * (0.05 + random.nextDouble() * 0.07);
      double y = height * (top + (random.nextDouble() - 0.6) * swing);
      rect(x, y, wide, height - y, colour, 1);
      for (double wy = y + 14; lit > 0 && wy < height - 12; wy += 18) {
        for (double wx = x + 8; wx < x + wide - 8; wx += 13) {
          if (random.nextDouble() < lit * 0.5) {
            rect(wx, wy, 4, 7, palette.light(), 0.35 + random.nextDouble() * 0.5);
          }
        }
      }
      x += wide + random.nextDouble() * 5;
    }
  }

  private void trees(double foot, double tall, String colour) {
    double x = -20;
    while (x < width + 20) {
      double high = height * tall * (0.6 + random.nextDouble() * 0.6);
      double wide = high * (0.22 + random.nextDouble() * 0.1);
      double base = height * (foot + random.nextDouble() * 0.03);
      svg.append("<path d=\"M")
          .append(number(x))
          .append(' ')
          .append(number(base - high))
          .append('L')
          .append(number(x + wide))
          .append(' ')
          .append(height)
          .append('L')
          .append(number(x - wide))
          .append(' ')
          .append(height)
          .append("Z\" fill=\"")
          .append(colour)
          .append("\"/>");
      x += wide * (0.5 + random.nextDouble() * 0.7);
    }
  }

  private void rect(double x, double y, double w, double h, String fill, double opacity) {
    svg.append("<rect x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" width=\"")
        .append(number(w))
        .append("\" height=\"")
        .append(number(h))
        .append("\" fill=\"")
        .append(fill)
        .append("\" fill-opacity=\"")
        .append(number(opacity))
        .append("\"/>");
  }

  private void circle(double x, double y, double r, String fill, double opacity) {
    svg.append("<circle cx=\"")
        .append(number(x))
        .append("\" cy=\"")
        .append(number(y))
        .append("\" r=\"")
        .append(number(r))
        .append("\" fill=\"")
        .append(fill)
        .append("\" fill-opacity=\"")
        .append(number(opacity))
        .append("\"/>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
