// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs Apache Kafka's console tools, unmodified, one after the other in one virtual machine, since starting one takes seconds.
// Each line of the standard input is a class and its arguments, with U+001F between them. What the tool prints follows, then a line of
// U+001E and the status with which it would have ended.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Exit;

public class KafkaTools {
    static CompletableFuture<Integer> ended;
    // What the tool wants to be done at the end of its virtual machine.
    static final List<Runnable> hooks = new ArrayList<>();

    static int run(String[] words) throws Exception {
        CompletableFuture<Integer> status = ended = new CompletableFuture<>();
        Thread tool = new Thread(() -> {
            try {
                Class.forName(words[0]).getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
                status.complete(0);
            } catch (ReflectiveOperationException thrown) {
                (thrown.getCause() == null ? thrown : thrown.getCause()).printStackTrace(System.out);
                status.complete(1);
            }
        });
        tool.setDaemon(true);
        tool.start();
        int code = status.get();
        for (Runnable hook : hooks) hook.run();
        hooks.clear();
        return code;
    }

    // A tool that asks for the end of its virtual machine never goes on.
    static void end(int status, String message) {
        ended.complete(status);
        while (true) LockSupport.park();
    }

    public static void main(String[] arguments) throws Exception {
        Exit.setExitProcedure(KafkaTools::end);
        Exit.setHaltProcedure(KafkaTools::end);
        Exit.setShutdownHookAdder((name, hook) -> hooks.add(hook));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;) {
            int status = run(line.split("\u001f", -1));
            out.println();
            out.println("\u001e" + status);
        }
    }
}
