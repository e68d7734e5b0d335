package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The method that returns the numbers of a table: an array initialiser, or, where that would leave the budget of a method,
 * text that it parses.
 *
 * @param name the method's name
 */
record ConstantTable(String name, float[] numbers) {

    /** 8 bytes of code each, and 5 of the class's constants. */
    private static final int MOST_LITERALS = 512;

    /** A string constant has at most 65,535 bytes. */
    private static final int LONGEST_CONSTANT = 60_000;

    private static final int LINE = 100;

    boolean isText() {
        return numbers.length > MOST_LITERALS;
    }

    MethodSpec method() {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(float[].class);
        if (isText()) {
            return method.addStatement("return parse($L, $L)", numbers.length, CodeBlock.join(texts(), ", "))
                    .build();
        }
        CodeBlock.Builder array = CodeBlock.builder().add("return new float[] {");
        for (int i = 0; i < numbers.length; i++) {
            array.add(i == 0 ? "$L" : ",$W$L", FloatLiteral.of(numbers[i]));
        }
        return method.addCode(array.add("};\n").build()).build();
    }

    private List<CodeBlock> texts() {
        List<CodeBlock> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int lineStart = 0;
        for (float number : numbers) {
            String digits = Float.toString(number);
            boolean full = text.length() - lineStart + digits.length() > LINE;
            if (full) {
                text.append('\n');
                lineStart = text.length();
            }
            if (full && text.length() > LONGEST_CONSTANT - LINE) {
                texts.add(TextBlock.of(text.toString()));
                text.setLength(0);
                lineStart = 0;
            }
            text.append(text.length() == lineStart ? "" : " ").append(digits);
        }
        texts.add(TextBlock.of(text.append('\n').toString()));
        return texts;
    }

    /** The method that reads numbers from text. */
    static MethodSpec parser() {
        return MethodSpec.methodBuilder("parse")
                .addJavadoc("The numbers of texts, which white space separates.\n")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(float[].class)
                .varargs()
                .addParameter(int.class, "count")
                .addParameter(String[].class, "texts")
                .addStatement("float[] numbers = new float[count]")
                .addStatement("int i = 0")
                .beginControlFlow("for (String text : texts)")
                .beginControlFlow("for (String number : text.split($S))", "\\s+")
                .addStatement("numbers[i++] = Float.parseFloat(number)")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return numbers")
                .build();
    }
}
