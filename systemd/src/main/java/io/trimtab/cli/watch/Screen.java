package io.trimtab.cli.watch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The terminal while a view has it: its alternate screen, no cursor, keys as they are pressed.
 * Closing gives it back as it was. Frames replace one another row by row, and only rows that
 * changed are written, so that nothing flickers.
 */
public final class Screen implements AutoCloseable {
  /** What {@link #key} returns when none was pressed. */
  public static final int NO_KEY = NonBlockingReader.READ_EXPIRED;

  /** What it returns when the terminal has gone. */
  public static final int GONE = NonBlockingReader.EOF;

  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  /** Alternate screen, no cursor, no wrapping at the right edge; and the reverse. */
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  /** Shows what is between them at once, on terminals that know how. */
  private static final String HOLD = "\u001b[?2026h";

  private static final String SHOW = "\u001b[?2026l";

  private final Terminal terminal;
  private final Attributes before;
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final boolean colours;
  private volatile boolean resized = true;
  private String[] shown = {};
  private int width = USUAL_WIDTH;
  private int height = USUAL_HEIGHT;

  private Screen(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
    this.before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Whoever stops the program would be left with its screen.
    raw.setControlChar(ControlChar.VSUSP, 0);
    terminal.setAttributes(raw);
    terminal.handle(Terminal.Signal.WINCH, signal -> resized = true);
    write(ENTER);
  }

  /** Takes the terminal, if standard input and output are one. */
  public static Optional<Screen> open(boolean colours) {
    if (System.console() == null) {
      return Optional.empty();
    }
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .provider("exec")
              .dumb(false)
              .build();
      return Optional.of(new Screen(terminal, colours));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Whether the size may have changed since it was last asked for. */
  public boolean isResized() {
    return resized;
  }

  /** Finds out how large it is now. */
  public void measure() {
    resized = false;
    Size size = terminal.getSize();
    width = size.getColumns() > 0 ? size.getColumns() : USUAL_WIDTH;
    height = size.getRows() > 0 ? size.getRows() : USUAL_HEIGHT;
    shown = new String[height];
    write("\u001b[0m\u001b[2J");
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Shows a frame of this screen's size. */
  public void show(Canvas frame) {
    StringBuilder text = new StringBuilder(HOLD);
    for (int row = 0; row < Math.min(height, frame.height()); row++) {
      String line = colours ? frame.coloured(row) : frame.plain(row);
      if (!line.equals(shown[row])) {
        shown[row] = line;
        text.append("\u001b[").append(row + 1).append(";1H").append(line).append("\u001b[K");
      }
    }
    write(text.append(SHOW).toString());
  }

  /**
   * Waits for a key.
   *
   * @return its character, {@link #NO_KEY} or {@link #GONE}
   * @throws InterruptedException if the thread is interrupted
   */
  public int key(long millis) throws InterruptedException {
    try {
      return terminal.reader().read(Math.max(1, millis));
    } catch (InterruptedIOException e) {
      throw new InterruptedException("interrupted while waiting for a key");
    } catch (IOException e) {
      return GONE;
    }
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Arrays.fill(shown, null);
    try {
      write(LEAVE);
      terminal.setAttributes(before);
      terminal.close();
    } catch (IOException | UncheckedIOException e) {
      // The terminal has gone: there is nothing to give back.
    }
  }
}
