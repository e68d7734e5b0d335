package io.github.nnc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of results: a section for each JDK, in it one for each part of the suite. A run rewrites those parts that it has
 * measured on its own JDK and leaves all else as it is. JDK 17 and 25 have a section even where they never ran.
 */
final class Page {

    private static final Pattern SECTION = Pattern.compile("(?m)^## JDK (\\d+)\\R");
    private static final Pattern PART = Pattern.compile("(?m)^### (.+)\\R");
    private static final String NOT_RUN = "not run";

    private static final String START = """
        # Performance

        Written by `mvn -Pbench test -Dbench=Suite`, which compares all results with each other before it times them.
        All times are of one thread. Every network is measured in JVMs of its own, in which all contenders run by
        turns, in short batches, after each has been warmed up; a cell is the median over these JVMs, with the
        quartiles in brackets. ONNX Runtime runs by its fastest path in Java, input and output pinned in direct
        buffers. Shared machines vary by a factor of two from hour to hour: trust ratios.

        Networks without published weights have drawn ones. A batch goes to ONNX Runtime and DJL in one call. Of
        stories260K a run is 64 tokens from the first on, one call a token, keys and values carried from call to call.

        """;

    private static final List<String> PARTS =
            List.of("One sample", "A batch of 64", "What the machine can do", "As work grows", "The first calls");

    private Page() {}

    /**
     * Writes what a run on this JDK found.
     *
     * @param results text by the heading of its part; parts that it lacks stay as they are
     */
    static void write(Path file, Map<String, String> results) throws IOException {
        Map<String, String> jdks = Files.exists(file) ? split(SECTION, Files.readString(file)) : new TreeMap<>();
        jdks.putIfAbsent("17", "");
        jdks.putIfAbsent("25", "");
        String own = Integer.toString(Runtime.version().feature());
        Map<String, String> parts = new LinkedHashMap<>();
        PARTS.forEach(part -> parts.put(part, NOT_RUN));
        parts.putAll(split(PART, jdks.getOrDefault(own, "")));
        parts.putAll(results);
        StringBuilder section = new StringBuilder();
        parts.forEach((heading, text) -> append(section, "### ", heading, text));
        jdks.put(own, section.toString());
        StringBuilder page = new StringBuilder(START);
        jdks.forEach((jdk, text) -> append(page, "## JDK ", jdk, text.isBlank() ? NOT_RUN : text));
        Files.writeString(file, page.toString().strip() + "\n");
    }

    private static void append(StringBuilder page, String level, String heading, String text) {
        page.append(level).append(heading).append("\n\n").append(text.strip()).append("\n\n");
    }

    /** Texts by the headings before them; what stands before the first is left out. */
    private static Map<String, String> split(Pattern heading, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher found = heading.matcher(text);
        String name = "";
        int start = 0;
        while (found.find()) {
            parts.put(name, text.substring(start, found.start()));
            name = found.group(1);
            start = found.end();
        }
        parts.put(name, text.substring(start));
        parts.remove("");
        return parts;
    }
}
