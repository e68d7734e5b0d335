package io.github.nnc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of results: a section for each JDK, of which a run rewrites its own and leaves the others as they are. JDK 17 and
 * 25 have one even where they never ran.
 */
final class Page {

    private static final Pattern SECTION = Pattern.compile("(?m)^## JDK (\\d+)\\R");

    private static final String START = """
        # Performance

        Written by `mvn -Pbench test -Dbench=Suite`, which compares all results with each other before it times them.
        All times are of one thread. Every network is measured in JVMs of its own, in which all contenders run by
        turns, in short batches, after each has been warmed up; a cell is the median over these JVMs, with the
        quartiles in brackets. ONNX Runtime runs by its fastest path in Java, input and output pinned in direct
        buffers. Shared machines vary by a factor of two from hour to hour: trust ratios.

        Networks without published weights have drawn ones. A batch goes to ONNX Runtime and DJL in one call. Of
        stories260K a run is 64 tokens from the first on, one call a token: nnc and the loops carry a state, ONNX
        Runtime computes all tokens so far anew in each call, because the graph has no state.

        """;

    private Page() {}

    /** Writes what this JDK's run printed. */
    static void write(Path file, String results) throws IOException {
        Map<Integer, String> sections = new TreeMap<>();
        sections.put(17, "not run\n");
        sections.put(25, "not run\n");
        if (Files.exists(file)) {
            sections.putAll(sections(Files.readString(file)));
        }
        sections.put(Runtime.version().feature(), results);
        StringBuilder text = new StringBuilder(START);
        sections.forEach((jdk, section) -> text.append("## JDK ")
                .append(jdk)
                .append("\n\n")
                .append(section.strip())
                .append("\n\n"));
        Files.writeString(file, text.toString().strip() + "\n");
    }

    private static Map<Integer, String> sections(String page) {
        Map<Integer, String> sections = new TreeMap<>();
        Matcher head = SECTION.matcher(page);
        int jdk = 0;
        int start = 0;
        while (head.find()) {
            if (jdk > 0) {
                sections.put(jdk, page.substring(start, head.start()));
            }
            jdk = Integer.parseInt(head.group(1));
            start = head.end();
        }
        if (jdk > 0) {
            sections.put(jdk, page.substring(start));
        }
        return sections;
    }
}
