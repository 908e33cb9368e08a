package tv.coax.catalog.storefront;

/** The colours of one picture: the sky from top to horizon, the light, and the land far to near. */
record Palette(String top, String horizon, String light, String far, String middle, String near) {
  static final Palette[] ALL = {
    new Palette("#1b1035", "#e0567a", "#ffd9a0", "#6a2c62", "#3c1a4a", "#170b26"),
    new Palette("#06202e", "#1f8a8c", "#f4f1c9", "#135a63", "#0b3a44", "#04161d"),
    new Palette("#2b0f12", "#d9662b", "#ffe2a8", "#8a3420", "#541d18", "#1e0a0a"),
    new Palette("#0c1433", "#5a79d6", "#f3f0ff", "#2f4591", "#1b2a63", "#0a1027"),
    new Palette("#10261a", "#8fae4f", "#fff3bd", "#47702f", "#264d28", "#0b1d12"),
    new Palette("#241226", "#b06ab3", "#ffe4f2", "#6d3d78", "#40244c", "#180c1c"),
    new Palette("#1a1a1f", "#a8997f", "#fff8e6", "#6a6254", "#3e3a34", "#141316"),
    new Palette("#031a3a", "#e59a4c", "#fff0c2", "#59506b", "#2a2f55", "#071127"),
  };
}
