package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.fuzz.model.ArrayType;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.model.Resource;
import io.trimtab.fuzz.model.StructType;
import io.trimtab.fuzz.model.Type;
import io.trimtab.fuzz.model.UnionType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedDescriptionsTest {
  private static final Descriptions SHIPPED = ShippedDescriptions.load();

  @TempDir private Path directory;

  @Test
  void thereAreEnoughCallsOfEveryKind() {
    Map<String, Long> files =
        SHIPPED.calls().stream()
            .collect(Collectors.groupingBy(call -> call.at().file(), Collectors.counting()));

    assertEquals(10, files.size());
    assertTrue(SHIPPED.calls().size() >= 240, SHIPPED.calls().size() + " calls");
  }

  @Test
  void everyResourceIsMadeAndTaken() {
    for (Resource resource : SHIPPED.resources()) {
      if (resource.name().startsWith("ANYRES")) {
        continue;
      }
      assertTrue(!SHIPPED.makersOf(resource).isEmpty(), "nothing makes " + resource.name());
      assertTrue(
          SHIPPED.calls().stream()
              .anyMatch(call -> SHIPPED.flow(call).taken().stream().anyMatch(resource::isA)),
          "nothing takes " + resource.name());
    }
  }

  @Test
  void numbersAreThoseOfTheKernel() {
    assertEquals(0, call("read").number());
    assertEquals(321, call("bpf$map_create").number());
    assertEquals(425, call("io_uring_setup").number());
    assertEquals(
        0xc018aa3fL, ((Type.Const) call("ioctl$UFFDIO_API").arguments().get(1).type()).value());
  }

  /** Sizes of what pointers lead to, against what the C compiler makes of the kernel's headers. */
  @Test
  void structsAreAsLargeAsInC() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gcc"))
            && Files.exists(Path.of("/usr/include/mqueue.h")),
        "needs gcc and the headers of libc");
    Map<String, String> structs = new TreeMap<>();
    structs.put("epoll_event", "struct epoll_event");
    structs.put("flock_area", "struct flock");
    structs.put("time_spec", "struct timespec");
    structs.put("timer_spec", "struct itimerspec");
    structs.put("poll_fd", "struct pollfd");
    structs.put("signal_event", "struct sigevent");
    structs.put("sockaddr_un", "struct sockaddr_un");
    structs.put("sockaddr_in", "struct sockaddr_in");
    structs.put("sockaddr_in6", "struct sockaddr_in6");
    structs.put("sockaddr_nl", "struct sockaddr_nl");
    structs.put("send_message", "struct msghdr");
    structs.put("filter_instruction", "struct sock_filter");
    structs.put("filter_program", "struct sock_fprog");
    structs.put("userfault_api", "struct uffdio_api");
    structs.put("userfault_register", "struct uffdio_register");
    structs.put("sem_operation", "struct sembuf");
    structs.put("mq_attributes", "struct mq_attr");
    structs.put("bpf_instruction", "struct bpf_insn");
    structs.put("uring_parameters", "struct io_uring_params");
    structs.put("aio_block", "struct iocb");
    structs.put("aio_event", "struct io_event");
    structs.put("iovec_in", "struct iovec");
    structs.put("stat_buffer", "struct stat");
    Map<String, Long> sizes = new TreeMap<>();
    for (Call call : SHIPPED.calls()) {
      call.arguments().forEach(argument -> collect(argument.type(), sizes));
    }

    Map<String, Long> inC = sizesInC(structs);
    for (String name : structs.keySet()) {
      assertEquals(inC.get(name), sizes.get(name), name);
    }
  }

  private static void collect(Type type, Map<String, Long> into) {
    if (type instanceof Type.Pointer pointer) {
      collect(pointer.target(), into);
    } else if (type instanceof ArrayType array) {
      collect(array.element(), into);
    } else if (type instanceof StructType struct
        && into.put(struct.name(), struct.size()) == null) {
      struct.fields().forEach(field -> collect(field.type(), into));
    } else if (type instanceof UnionType union) {
      union.fields().forEach(field -> collect(field.type(), into));
    }
  }

  private Map<String, Long> sizesInC(Map<String, String> structs) throws Exception {
    List<String> program = new ArrayList<>();
    program.add("#define _GNU_SOURCE");
    for (String header :
        List.of(
            "stdio.h",
            "fcntl.h",
            "signal.h",
            "poll.h",
            "time.h",
            "mqueue.h",
            "sys/epoll.h",
            "sys/socket.h",
            "sys/un.h",
            "sys/uio.h",
            "sys/sem.h",
            "sys/stat.h",
            "netinet/in.h",
            "linux/netlink.h",
            "linux/filter.h",
            "linux/userfaultfd.h",
            "linux/bpf.h",
            "linux/io_uring.h",
            "linux/aio_abi.h")) {
      program.add("#include <" + header + ">");
    }
    program.add("int main(void) {");
    structs.forEach(
        (ours, theirs) -> program.add("printf(\"" + ours + " %zu\\n\", sizeof(" + theirs + "));"));
    program.add("return 0; }");
    Path source = Files.write(directory.resolve("sizes.c"), program);
    Path binary = directory.resolve("sizes");
    Process gcc =
        new ProcessBuilder("gcc", "-o", binary.toString(), source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes());
    assertEquals(0, gcc.waitFor(), said);
    Process run = new ProcessBuilder(binary.toString()).start();
    Map<String, Long> sizes = new TreeMap<>();
    for (String line : new String(run.getInputStream().readAllBytes()).lines().toList()) {
      sizes.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
    }
    return sizes;
  }

  @Test
  void makersAreFoundThroughInheritance() {
    Resource sock =
        SHIPPED.resources().stream().filter(r -> r.name().equals("sock")).findFirst().orElseThrow();

    assertTrue(
        SHIPPED.makersOf(sock).stream()
            .map(Call::name)
            .collect(Collectors.toSet())
            .containsAll(Set.of("socket$tcp", "socketpair$unix", "accept4")));
  }

  private static Call call(String name) {
    return SHIPPED.call(name).orElseThrow();
  }
}
