package io.trimtab.tuner.report;

import io.trimtab.tuner.search.Reason;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the points of the trials' chart look; colour and shape both tell them apart. */
final class Looks {
  private static final Marker RING = new Ring();

  static final Look FAILED = new Look(new Color(0xd0, 0x30, 0x30), new Cross(), "\u00d7");

  /**
   * The look of one kind of point.
   *
   * @param sign the marker's like among the letters, for the legend
   */
  record Look(Color colour, Marker marker, String sign) {
    String css() {
      return String.format("color:#%06x", colour.getRGB() & 0xffffff);
    }
  }

  private Looks() {}

  static Look of(Reason reason) {
    return switch (reason) {
      case SCREEN_GROUP -> new Look(new Color(0x8c, 0x95, 0xa0), SeriesMarkers.SQUARE, "\u25a0");
      case SCREEN_SINGLE -> new Look(new Color(0x2f, 0x7f, 0xd1), SeriesMarkers.CIRCLE, "\u25cf");
      case SURROGATE -> new Look(new Color(0x1b, 0x9e, 0x5a), SeriesMarkers.DIAMOND, "\u25c6");
      case NEIGHBOUR -> new Look(new Color(0x8e, 0x5b, 0xc4), SeriesMarkers.TRIANGLE_UP, "\u25b2");
      case RANDOM -> new Look(new Color(0xe0, 0x8a, 0x1e), SeriesMarkers.TRIANGLE_DOWN, "\u25bc");
      case CONFIRM -> new Look(new Color(0x0b, 0x84, 0x95), RING, "\u25cb");
    };
  }

  private static final class Ring extends Marker {
    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      g.setStroke(new BasicStroke(2.2f));
      g.draw(new Ellipse2D.Double(x - size / 2.0, y - size / 2.0, size, size));
    }
  }

  private static final class Cross extends Marker {
    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
      double reach = size / 2.0;
      g.setStroke(new BasicStroke(2.4f));
      g.draw(new Line2D.Double(x - reach, y - reach, x + reach, y + reach));
      g.draw(new Line2D.Double(x - reach, y + reach, x + reach, y - reach));
    }
  }
}
