package io.trimtab.daemon.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HostReportTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private static ReportData data(List<Decision> decisions) {
    return new ReportData(
        "host",
        "6.1",
        "1",
        NOON.minus(Duration.ofHours(1)),
        NOON,
        ZoneOffset.UTC,
        decisions,
        List.of());
  }

  private static Decision decision(DecisionKind kind, String subject, String summary) {
    return new Decision(
        "x1",
        NOON.minusSeconds(60),
        kind,
        subject,
        "cpu",
        summary,
        Optional.of("gone"),
        new JsonObject());
  }

  private static Document parse(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    String xml = html.replace("<!DOCTYPE html>", "");
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static int count(Document page, String tag) {
    return page.getElementsByTagName(tag).getLength();
  }

  @Test
  void thePageIsWholeAndNeedsNothingElse() throws Exception {
    String html = HostReport.html(Day.report());
    Document page = parse(html);

    assertEquals(0, count(page, "script") + count(page, "link") + count(page, "img"));
    assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("://"), "loads something");
    assertTrue(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"));
    assertEquals(
        Day.report().decisions().size(), occurrences(html, "<div class=\"decision "), "decisions");
  }

  @Test
  void everyLinkLeadsToADecisionOnThePage() throws Exception {
    Document page = parse(HostReport.html(Day.report()));
    NodeList links = page.getElementsByTagName("a");
    List<String> ids = Day.report().decisions().stream().map(Decision::id).toList();

    assertTrue(links.getLength() > 5);
    for (int i = 0; i < links.getLength(); i++) {
      String target = links.item(i).getAttributes().getNamedItem("href").getNodeValue();
      assertTrue(ids.contains(target.substring(1)), target);
    }
  }

  @Test
  void theHeadlineTellsTheWorstFirstAndElseTheBest() {
    ReportData day = Day.report();
    assertTrue(HostReport.html(day).contains("<h1>1.12\u00d7 by vm.swappiness"));

    List<Decision> tripped =
        day.decisions().stream().filter(d -> d.kind() != DecisionKind.RELEASED).toList();
    String html =
        HostReport.html(
            new ReportData(
                day.host(),
                day.kernel(),
                day.version(),
                day.from(),
                day.to(),
                day.zone(),
                tripped,
                day.pressure()));
    assertTrue(html.contains("<h1>The guard has tripped</h1>"), html);
  }

  @Test
  void whatOthersWroteIsTextAndNothingElse() throws Exception {
    String evil = "</td><script>alert(1)</script>\u202e";
    String html = HostReport.html(data(List.of(decision(DecisionKind.YIELDED, evil, evil))));

    assertEquals(0, count(parse(html), "script"));
  }

  @Test
  void aTimeWithoutDecisionsIsAPageToo() throws Exception {
    String html = HostReport.html(data(List.of()));

    assertTrue(html.contains("Nothing was turned"));
    assertEquals(1, count(parse(html), "svg"));
  }

  @Test
  void adviceAloneIsCalledAdvice() {
    String html =
        HostReport.html(data(List.of(decision(DecisionKind.ADVISED, "vm.swappiness", "try 10"))));

    assertTrue(html.contains("1 piece of advice"), html);
  }

  @Test
  void tensOfThousandsOfDecisionsAreStillAPage() throws Exception {
    List<Decision> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(
          new Decision(
              "d" + i,
              NOON.minusMillis(3_000_000 - i * 100L),
              i % 2 == 0 ? DecisionKind.TRIED : DecisionKind.UNDONE,
              "vm.t" + i % 300,
              "cpu",
              "one of many",
              Optional.empty(),
              new JsonObject()));
    }
    String html = HostReport.html(data(many));

    assertEquals(DecisionList.MOST, occurrences(html, "<div class=\"decision "));
    assertTrue(html.contains("19500 before them"));
    assertTrue(html.contains("more tunables are in the list of decisions"));
    assertTrue(html.length() < 5_000_000, () -> html.length() + " characters");
  }

  @Test
  void aDayWithAClockChangeHasItsHoursInPlace() {
    Instant from = Instant.parse("2026-10-24T22:00:00Z");
    TimeAxis axis =
        new TimeAxis(from, from.plus(Duration.ofHours(25)), ZoneId.of("Europe/Berlin"), 0, 1000);

    List<TimeAxis.Tick> ticks = axis.ticks();
    assertEquals("25 Oct", ticks.get(0).label());
    for (int i = 1; i < ticks.size(); i++) {
      assertTrue(ticks.get(i).x() > ticks.get(i - 1).x());
    }
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
