import java.util.SplittableRandom;

/** Keeps a heap of linked objects and replaces some of them, so that it is collected again and again: Heap MEGABYTES ROUNDS. */
public final class Heap {
  private Heap() {}

  private static final class Node {
    private final long[] payload = new long[24];
    private Node next;
  }

  public static void main(String[] arguments) {
    int slots = Integer.parseInt(arguments[0]) * 1024 * 4;
    Node[] table = new Node[slots];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < slots; i++) {
      table[i] = new Node();
      table[i].next = table[random.nextInt(i + 1)];
    }
    long sum = 0;
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      long start = System.nanoTime();
      for (int i = 0; i < slots; i += 16) {
        Node fresh = new Node();
        fresh.next = table[i].next;
        table[i] = fresh;
        sum += fresh.payload[0];
      }
      System.gc();
      System.out.printf("%.3f%n", (System.nanoTime() - start) / 1e9);
    }
    if (sum != 0) {
      System.out.println(sum);
    }
  }
}
