package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;

/** Prints a text of several lines as a text block. */
final class TextBlock {

    private TextBlock() {}

    /** The text, each of whose lines ends with a line feed. */
    static CodeBlock of(String text) {
        if (text.isEmpty()) {
            return CodeBlock.of("\"\"");
        }
        CodeBlock.Builder block = CodeBlock.builder().add("\"\"\"$>$>\n");
        text.lines()
                .forEach(line -> block.add("$L\n", line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"")));
        return block.add("\"\"\"$<$<").build();
    }
}
