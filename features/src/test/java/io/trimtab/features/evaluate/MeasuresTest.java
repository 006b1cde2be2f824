package io.trimtab.features.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.classify.Opinion;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.features.model.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final Manifest.Domain DOMAIN = new Manifest.Domain(1, List.of());

  @Test
  void f1IsTheHarmonicMeanOfPrecisionAndRecall() {
    Confusion confusion = new Confusion(List.of("a", "b"), List.of());
    add(confusion, "a", "a", 6);
    add(confusion, "a", "b", 2);
    add(confusion, "b", "b", 1);
    add(confusion, "b", "a", 3);
    assertEquals(6.0 / 8, confusion.recall(0), 1e-12);
    assertEquals(6.0 / 9, confusion.precision(0), 1e-12);
    double f1 = 2 * (6.0 / 8) * (6.0 / 9) / (6.0 / 8 + 6.0 / 9);
    assertEquals(f1, confusion.f1(0), 1e-12);
    assertEquals((f1 + 2.0 / 7) / 2, confusion.macroF1(), 1e-12);
    assertEquals(7.0 / 12, confusion.accuracy(), 1e-12);
  }

  @Test
  void areaUnderTheCurveCountsPairs() {
    assertEquals(1, Auroc.of(new double[] {1, 2}, new double[] {3, 4}));
    assertEquals(0, Auroc.of(new double[] {3, 4}, new double[] {1, 2}));
    assertEquals(0.5, Auroc.of(new double[] {1, 1}, new double[] {1, 1}));
    // Of six pairs four are right and one is equal.
    assertEquals(4.5 / 6, Auroc.of(new double[] {1, 2, 3}, new double[] {2, 4}));
    assertTrue(Double.isNaN(Auroc.of(new double[] {1}, new double[0])));
  }

  @Test
  void aStrangeVectorIsUnknownAndAWrongAnswerToAKnownClass() {
    List<Said> said = List.of(said("a", 4, "a", 0.9, 0.2), said("a", 1, "a", 0.9, 9));
    Measures measures = new Measures(List.of("a"), said, DOMAIN);
    assertEquals(1, measures.votes().macroF1());
    assertEquals(2 * 4.0 / (2 * 4 + 1), measures.decisions().macroF1(), 1e-12);
    assertEquals(0.2, measures.unknown(each -> true), 1e-12);
  }

  @Test
  void aChangeIsRecognisedInTheSecondSecond() {
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String workload = i % 2 == 0 ? "a" : "b";
      said.add(said(workload, 8, workload, 0.9, 0));
    }
    PhaseChanges changes = PhaseChanges.of(said, DOMAIN, 1);
    assertEquals(2, changes.median());
    assertEquals(0, changes.missed());
    assertEquals(0, changes.falseChanges());
    assertTrue(changes.changes() >= 20);
  }

  @Test
  void aClassThatIsNeverRecognisedIsMissed() {
    List<Said> said = List.of(said("a", 8, "a", 0.9, 0), said("b", 8, "a", 0.9, 0));
    PhaseChanges changes = PhaseChanges.of(said, DOMAIN, 1);
    assertTrue(changes.missed() > 0 && changes.missed() < 1, changes.toString());
  }

  @Test
  void thePictureHasACellForEachShare() {
    Confusion confusion = new Confusion(List.of("a", "b"), List.of("unknown"));
    add(confusion, "a", "a", 3);
    add(confusion, "a", "unknown", 1);
    add(confusion, "b", "b", 1);
    String svg = ConfusionPicture.of(confusion, "what <ran>");
    assertTrue(svg.contains("what &lt;ran&gt;"));
    assertEquals(6 + 1, svg.split("<rect", -1).length - 1, "cells, and the background");
    assertTrue(svg.contains(">75</text>") && svg.contains(">25</text>") && svg.contains(">100</"));
  }

  private static void add(Confusion confusion, String truth, String said, int times) {
    for (int i = 0; i < times; i++) {
      confusion.add(truth, said);
    }
  }

  private static Said said(
      String truth, int seconds, String workload, double confidence, double novelty) {
    return new Said(
        new Run(new RunLabel(truth, "p", "1"), List.of()),
        Collections.nCopies(seconds, new Opinion(workload, confidence, 1 - confidence, novelty)));
  }
}
