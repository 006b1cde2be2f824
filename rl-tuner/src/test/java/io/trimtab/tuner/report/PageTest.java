package io.trimtab.tuner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Importance.Evidence;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Reason;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import io.trimtab.tuner.tune.TuneResult.Ending;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page is well-formed XML by design, so the tests read it as such. */
final class PageTest {
  private static final String EVIL = "</pre><script>alert('x')</script>&\"\u0001\u202e";

  @Test
  void showsASessionThatGained() throws Exception {
    Document page = page(Sample.better());
    assertEquals("3.2 times better (95\u00a0% interval 2.9\u20133.5)", text(page, "h1"));
    assertEquals(2, page.getElementsByTagName("svg").getLength());
    assertEquals(34, rows(page, "trials"));
    String all = all(page);
    assertTrue(all.contains("entry 17 in the journal"), all);
    assertTrue(all.contains("trimtab rollback 17"));
    assertTrue(all.contains("vm.swappiness = 10"));
    assertTrue(all.contains("its twin is in force"));
    assertTrue(all.contains("+0.31\u00a0%"), "drift");
    assertTrue(all.contains("2 disturbed, redone"));
    assertTrue(all.contains("seed 42"));
    keep(Sample.better(), "better");
  }

  @Test
  void showsALossAndAdvisesAgainstIt() throws Exception {
    Document page = page(Sample.judged(Sample.WORSE));
    assertEquals("2.0 times worse (95\u00a0% interval 1.6\u20132.5)", text(page, "h1"));
    assertTrue(all(page).contains("do not use it"));
    assertTrue(all(page).contains("put back as it was"));
    keep(Sample.judged(Sample.WORSE), "worse");
  }

  @Test
  void showsNoDifferenceAsAnAnswer() throws Exception {
    Document page = page(Sample.judged(Sample.NO_DIFFERENCE));
    assertEquals("No difference", text(page, "h1"));
    assertTrue(all(page).contains("\u22121.1\u00a0% to +1.9\u00a0%"), all(page));
    keep(Sample.judged(Sample.NO_DIFFERENCE), "same");
  }

  @Test
  void holdsWithoutTrials() throws Exception {
    Document page = page(Sample.ended(Ending.INTERRUPTED, List.of()));
    assertEquals("Interrupted before anything was tried", text(page, "h1"));
    assertEquals(0, page.getElementsByTagName("svg").getLength());
    assertTrue(all(page).contains("No configuration was tried."));
  }

  @Test
  void saysWhatLookedBestWhenInterrupted() throws Exception {
    Document page = page(Sample.ended(Ending.INTERRUPTED, Sample.trials()));
    assertEquals("Interrupted: no verdict", text(page, "h1"));
    assertTrue(all(page).contains("looked best"));
  }

  @Test
  void drawsTrialsThatAllFailed() throws Exception {
    List<Trial> trials =
        List.of(
            new Trial(1, Reason.RANDOM, Map.of("vm.a", "1"), new Outcome.Failed("hung"), 3),
            new Trial(2, Reason.RANDOM, Map.of("vm.b", "2"), new Outcome.Failed(EVIL), 5));
    Document page = page(Sample.ended(Ending.BUDGET, trials));
    assertEquals("No difference", text(page, "h1"));
    assertEquals(1, page.getElementsByTagName("svg").getLength());
    assertTrue(all(page).contains("hung"));
    assertTrue(all(page).contains("2 failed"));
  }

  @Test
  void drawsRatiosOverManyDecadesAndOne() throws Exception {
    for (double[] logs : new double[][] {{-4, 0.1, 5}, {0.7}, {0, 0}, {1e-9}, {-30, 30}}) {
      List<Trial> trials = new ArrayList<>();
      for (double log : logs) {
        Outcome outcome = new Outcome.Measured(log, 0.01);
        trials.add(new Trial(trials.size() + 1, Reason.SURROGATE, Map.of(), outcome, 1));
      }
      Document page = page(Sample.with(trials, List.of()));
      assertEquals(1, page.getElementsByTagName("svg").getLength(), all(page));
      keep(Sample.with(trials, Sample.importance()), "ratios" + logs.length + logs[0]);
    }
  }

  @Test
  void drawsEffectsWithoutAnEnd() throws Exception {
    double inf = Double.POSITIVE_INFINITY;
    List<Importance> importance =
        List.of(
            new Importance("vm.half", 0.3, 0.1, inf, Evidence.SINGLE, true),
            new Importance("vm.open", -0.2, -inf, inf, Evidence.GROUP, true),
            new Importance("vm.untried", 0, -inf, inf, Evidence.NONE, false));
    Document page = page(Sample.with(List.of(), importance));
    String svg = all((Element) page.getElementsByTagName("svg").item(0));
    assertTrue(svg.contains("vm.half"), svg);
    assertTrue(svg.contains("vm.open (group)"), svg);
    assertFalse(svg.contains("vm.untried"), svg);
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    assertTrue(all(page).contains("Not tried before the session ended: 1."));
  }

  @Test
  void drawsTheFifteenLargestEffects() throws Exception {
    List<Importance> importance = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      double effect = 0.01 * i;
      importance.add(
          new Importance("vm.t" + i + ".", effect, 0, effect * 2, Evidence.SINGLE, true));
    }
    Document page = page(Sample.with(List.of(), importance));
    String svg = all((Element) page.getElementsByTagName("svg").item(0));
    assertTrue(svg.indexOf("vm.t20.") < svg.indexOf("vm.t6."), svg);
    assertFalse(svg.contains("vm.t5."), svg);
    assertTrue(all(page).contains("5 smaller ones not shown"));
  }

  @Test
  void escapesEverythingThatIsGiven() throws Exception {
    ReportContext evil =
        new ReportContext(
            EVIL,
            EVIL,
            EVIL,
            Instant.EPOCH,
            EVIL,
            1,
            EVIL,
            EVIL,
            List.of(EVIL),
            Map.of(EVIL, EVIL),
            Map.of("vm.swappiness", EVIL));
    List<Trial> trials =
        List.of(new Trial(1, Reason.RANDOM, Map.of(EVIL, EVIL), new Outcome.Failed(EVIL), 1));
    List<Importance> importance =
        List.of(new Importance(EVIL, 0.3, 0.1, 0.5, Evidence.SINGLE, true));
    String html = Report.html(Sample.with(trials, importance), evil);
    assertFalse(html.contains("<script"), "script");
    assertFalse(html.contains("\u0001") || html.contains("\u202e"), "control characters");
    assertEquals(0, parse(html).getElementsByTagName("script").getLength());
  }

  @Test
  void loadsNothing() {
    String html = Report.html(Sample.better(), Sample.context());
    for (String word : List.of("<script", "src=", "href=", "@import", "url(#f", "https:")) {
      assertFalse(html.contains(word), word);
    }
    assertTrue(html.contains("default-src &#39;none&#39;"));
    assertFalse(html.contains("<?xml"));
  }

  /** Left in the build folder to be looked at. */
  private static void keep(TuneResult result, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "reports"));
    Report.write(folder.resolve(name + ".html"), result, Sample.context());
  }

  private static Document page(TuneResult result) throws Exception {
    return parse(Report.html(result, Sample.context()));
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static String text(Document page, String tag) {
    return Objects.requireNonNull(page.getElementsByTagName(tag).item(0)).getTextContent();
  }

  private static String all(Document page) {
    return all(page.getDocumentElement());
  }

  private static String all(Element element) {
    return element.getTextContent();
  }

  private static int rows(Document page, String tableClass) {
    NodeList tables = page.getElementsByTagName("table");
    for (int i = 0; i < tables.getLength(); i++) {
      Element table = (Element) Objects.requireNonNull(tables.item(i));
      if (table.getAttribute("class").equals(tableClass)) {
        return table.getElementsByTagName("tr").getLength() - 1;
      }
    }
    return 0;
  }
}
