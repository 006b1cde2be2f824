package io.trimtab.fuzz.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationsTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();
  private static final RelationTable STATIC = StaticRelations.of(CallSet.all(SHIPPED));

  @TempDir private Path directory;

  @Test
  void resourcesTellRelations() {
    assertTrue(STATIC.holds("socket$tcp", "listen"));
    assertTrue(STATIC.holds("socket$tcp", "close"));
    assertTrue(STATIC.holds("pipe2", "splice"));
    assertTrue(STATIC.holds("io_setup", "io_submit"));
    assertFalse(STATIC.holds("open", "listen"));
    assertFalse(STATIC.holds("listen", "socket$tcp"));
    assertEquals(
        "sock_tcp", STATIC.get(new Relation("socket$tcp", "listen")).resource().orElse(""));
    assertTrue(STATIC.influencing("epoll_wait").contains("epoll_create1"));
    assertTrue(STATIC.influencedBy("timer_create").contains("timer_delete"));
  }

  @Test
  void evidenceAddsUp() {
    RelationTable table = new RelationTable();
    Relation relation = new Relation("a", "b");

    assertFalse(table.add(relation, Evidence.tested(5, 0, "p")));
    assertEquals("refuted", table.get(relation).origin());
    assertTrue(table.add(relation, Evidence.tested(5, 5, "q")));
    assertEquals(10, table.get(relation).tests());
    assertEquals("q", table.get(relation).example().orElse(""));
    assertEquals(0.5, table.get(relation).strength());
    assertEquals(1, table.size());
    assertEquals(1, table.dynamic());
    table.add(relation, Evidence.tested(5, 0, "r"));
    assertEquals(1, table.dynamic());
    assertTrue(table.get(relation).holds());
    assertTrue(table.get(relation).strength() < 0.5);
  }

  @Test
  void theDatabaseKeepsAllOfIt() {
    Path file = directory.resolve("relations.db");
    RelationTable table = new RelationTable();
    table.addAll(STATIC);
    table.add(new Relation("bind$in", "listen"), Evidence.tested(5, 4, "bind$in()\nlisten()\n"));
    table.add(new Relation("x", "y"), Evidence.given());

    RelationStore.write(file, table);
    RelationStore.write(file, table);

    assertEquals(table.all(), RelationStore.read(file).all());
    assertTrue(RelationStore.isDatabase(file));
    assertFalse(RelationStore.isDatabase(directory.resolve("none")));
  }

  @Test
  void otherFilesAreRefusedAndStayAsTheyAre() throws Exception {
    Path other = directory.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a)");
    }
    Path text = Files.writeString(directory.resolve("text"), "no database at all, not even one");
    byte[] before = Files.readAllBytes(other);

    for (Path file : List.of(other, text, directory.resolve("none"))) {
      FuzzException e = assertThrows(FuzzException.class, () -> RelationStore.read(file));
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
    assertThrows(FuzzException.class, () -> RelationStore.write(other, STATIC));
    assertEquals(before.length, Files.readAllBytes(other).length);
    assertFalse(Files.exists(directory.resolve("none")));
  }

  @Test
  void onlyWhatIsNewIsSavedAgain() throws IOException {
    Path file = directory.resolve("saved.db");
    Relation learned = new Relation("bind$in", "listen");
    RelationTable table = new RelationTable();
    table.addAll(STATIC);

    RelationStore.save(file, table);
    assertEquals(Map.of(), table.unsaved());
    table.add(learned, Evidence.tested(5, 5, "p"));
    assertEquals(Set.of(learned), table.unsaved().keySet());
    RelationStore.save(file, table);
    assertEquals(table.all(), RelationStore.read(file).all());

    Files.delete(file);
    RelationStore.save(file, table);
    assertEquals(table.all(), RelationStore.read(file).all());
  }

  @Test
  void whatIsAddedWhileItIsSavedIsSavedNextTime() {
    RelationTable table = new RelationTable();
    Relation relation = new Relation("a", "b");
    table.add(relation, Evidence.tested(5, 0, "p"));
    Map<Relation, Evidence> saving = table.unsaved();
    table.add(relation, Evidence.tested(5, 5, "q"));

    table.saved(saving);

    assertEquals(Set.of(relation), table.unsaved().keySet());
  }

  @Test
  void linesComeBack() {
    String lines = RelationLines.print(STATIC);

    RelationTable read = RelationLines.read("r", lines, name -> SHIPPED.call(name).isPresent());

    assertEquals(STATIC.size(), read.size());
    assertEquals(lines, RelationLines.print(read));
    assertTrue(lines.startsWith("accept4,accept4\naccept4,"), lines.substring(0, 40));
  }

  @Test
  void wrongLinesHaveTheirPlace() {
    for (String[] wrong :
        new String[][] {
          {"open,close\nopen\n", "r:2:1: a relation is written callA,callB"},
          {"open,clsoe\n", "r:1:6: unknown call \"clsoe\"; pass the descriptions that have it"},
          {"a,b,c\n", "r:1:1: a relation is written callA,callB"}
        }) {
      FuzzException e =
          assertThrows(
              FuzzException.class,
              () -> RelationLines.read("r", wrong[0], name -> SHIPPED.call(name).isPresent()));
      assertEquals(wrong[1], e.getMessage());
    }
  }

  @Test
  void tablesAreCompared() {
    RelationTable more = new RelationTable();
    more.addAll(STATIC);
    more.add(new Relation("bind$in", "listen"), Evidence.tested(5, 5, "p"));

    RelationDiff diff = RelationDiff.of(STATIC, more);

    assertEquals(List.of(new Relation("bind$in", "listen")), diff.added());
    assertEquals(List.of(), diff.removed());
    assertEquals(STATIC.size(), diff.common());
    assertEquals(1, RelationDiff.of(more, STATIC).removed().size());
  }

  @Test
  void thePictureIsWellFormedAndShowsWhatWasFoundFirst() throws Exception {
    RelationTable table = new RelationTable();
    table.addAll(STATIC);
    table.add(new Relation("bind$in", "listen"), Evidence.tested(5, 5, "p"));

    String svg = RelationGraph.draw(table, 40);

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals(40, document.getElementsByTagName("title").getLength());
    assertTrue(svg.contains("bind$in → listen: dynamic"));
    assertTrue(svg.contains("40 of " + table.size() + " relations"));
  }
}
