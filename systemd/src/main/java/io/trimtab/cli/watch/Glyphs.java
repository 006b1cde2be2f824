package io.trimtab.cli.watch;

import java.util.Locale;
import java.util.Map;

/**
 * The characters that pictures are made of.
 *
 * @param levels from empty to full, as bars grow upwards; at least two
 * @param shades of the parts of a bar, the most important first
 * @param rule of headings
 * @param rest of a bar that nothing fills
 * @param micro the prefix of a millionth
 * @param more stands where text was cut off
 */
public record Glyphs(
    String levels, String shades, char rule, char rest, String micro, String more) {
  public static final Glyphs UNICODE = new Glyphs(" ▁▂▃▄▅▆▇█", "█▓▒░", '─', '·', "µ", "…");
  public static final Glyphs ASCII = new Glyphs(" _.:-=+*#", "#=~%", '-', '.', "u", "~");

  /**
   * What a terminal can be trusted with: block characters, unless its locale names another
   * character set than UTF-8, or it has but a console's font.
   */
  public static Glyphs of(Map<String, String> environment) {
    String locale = "";
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      if (locale.isEmpty()) {
        locale = environment.getOrDefault(name, "");
      }
    }
    int dot = locale.indexOf('.');
    String charset = dot < 0 ? "" : locale.substring(dot + 1).toLowerCase(Locale.ROOT);
    boolean other = !charset.isEmpty() && !charset.startsWith("utf");
    boolean console = environment.getOrDefault("TERM", "").matches("linux|vt\\d+.*|cons\\d+.*");
    return other || console ? ASCII : UNICODE;
  }

  /**
   * A bar's topmost character.
   *
   * @param share from 0 to 1 of one row; anything above 0 can be seen
   */
  char level(double share) {
    int most = levels.length() - 1;
    int level = share <= 0 ? 0 : (int) Math.ceil(Math.min(share, 1) * most);
    return levels.charAt(level);
  }

  /** The lowest bar there is. */
  char ground() {
    return levels.charAt(1);
  }

  /** A text in no more columns than there is room for. */
  String cut(String text, int room) {
    if (text.length() <= room) {
      return text;
    }
    return room <= 0 ? "" : text.substring(0, room - 1) + more;
  }
}
