package io.github.nnc.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts the text of support classes into a generated class, as private nested classes. */
final class SupportCode {

    private static final String FOLDER = "/io/github/nnc/support/";

    /** The classes of functions. */
    private static final List<String> FUNCTIONS =
            List.of("ErrorFunction", "Exponential", "HyperbolicTangent", "Logarithm");

    private SupportCode() {}

    /** The classes of the functions that some code calls. */
    static List<String> functions(String source) {
        return FUNCTIONS.stream().filter(name -> source.contains(name + ".")).toList();
    }

    /** The source with the classes before its last brace, and their imports among its own. */
    static String splice(String source, List<String> classes) {
        SortedSet<String> imports = new TreeSet<>();
        StringBuilder nested = new StringBuilder();
        for (String name : classes) {
            String text = read(name);
            text.lines().filter(line -> line.startsWith("import ")).forEach(imports::add);
            nested.append('\n');
            String body =
                    text.substring(bodyStart(text)).replaceFirst("(?m)^public ((final )?class )", "private static $1");
            body.lines()
                    .forEach(line ->
                            nested.append(line.isEmpty() ? "" : "    " + line).append('\n'));
        }
        source.lines().filter(line -> line.startsWith("import ")).forEach(imports::add);
        int end = source.lastIndexOf('}');
        return withImports(source.substring(0, end) + nested + "}\n", imports);
    }

    /** Where the last import ends, so that the class's own documentation comes along. */
    private static int bodyStart(String text) {
        int last = text.lastIndexOf("\nimport ");
        int line = last < 0 ? text.indexOf("package ") : last + 1;
        return text.indexOf('\n', line) + 2;
    }

    private static String withImports(String source, SortedSet<String> imports) {
        int header = source.startsWith("package ") ? source.indexOf('\n') + 1 : 0;
        StringBuilder result = new StringBuilder(source.substring(0, header));
        if (header > 0) {
            result.append('\n');
        }
        imports.forEach(line -> result.append(line).append('\n'));
        String rest = source.substring(header);
        int body = 0;
        while (rest.startsWith("import ", body) || rest.startsWith("\n", body)) {
            body = rest.indexOf('\n', body) + 1;
        }
        return result.append('\n').append(rest.substring(body)).toString();
    }

    private static String read(String name) {
        try (InputStream stream = SupportCode.class.getResourceAsStream(FOLDER + name + ".java")) {
            if (stream == null) {
                throw new IllegalStateException("the source of " + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
