package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.model.JavaNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/**
 * The fields that hold weights and constants, one for each buffer and layout that some step asks for, and the code that
 * fills them; where there is much of it, which no constructor could hold within the budget, tables in the place of
 * fields.
 */
final class WeightFields {

    /** Statements of some 20 bytes, in methods that should not exceed 8,000. */
    private static final int STATEMENTS_PER_METHOD = 250;

    private final Program program;
    private final TensorTable table;
    private final Identifiers names;
    private final KernelMethods kernels;
    private final boolean many;
    private final int leastRow;
    private final Map<Buffer, Map<Kernel.Layout, String>> known = new IdentityHashMap<>();
    private final Map<Buffer, String> scratch = new IdentityHashMap<>();
    private final List<FieldSpec> fields = new ArrayList<>();
    private final List<MethodSpec> tables = new ArrayList<>();
    private boolean parses;
    private int vectors;
    private int places;
    private int matrices;

    /** @param leastRow how long an array of a row is at least, whatever it holds */
    WeightFields(Program program, TensorTable table, Identifiers names, KernelMethods kernels, int leastRow) {
        this.leastRow = leastRow;
        this.program = program;
        this.table = table;
        this.names = names;
        this.kernels = kernels;
        int statements = table.rows().size()
                + program.buffers(Buffer.Role.CONSTANT).size()
                + program.preparation().size();
        this.many = statements > STATEMENTS_PER_METHOD;
    }

    /** The expression that has a weight or a constant in a layout. */
    String of(Buffer buffer, Kernel.Layout layout) {
        return known.computeIfAbsent(buffer, b -> new LinkedHashMap<>())
                .computeIfAbsent(layout, l -> declare(buffer, l));
    }

    private String declare(Buffer buffer, Kernel.Layout layout) {
        boolean flat = layout.isFlat();
        boolean integers = buffer.element() == Buffer.Element.INT;
        if (many) {
            return integers
                    ? "places[" + places++ + "]"
                    : flat ? "vectors[" + vectors++ + "]" : "matrices[" + matrices++ + "]";
        }
        String base = JavaNames.variableName(buffer.name());
        String field = names.allocate(List.of(base, base + (flat ? "Flat" : "Rows")));
        fields.add(field(integers ? int[].class : flat ? float[].class : float[][].class, field));
        return field;
    }

    private static FieldSpec field(Class<?> type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build();
    }

    /** The fields, once all steps have asked. */
    List<FieldSpec> fields() {
        if (!many) {
            return fields;
        }
        List<FieldSpec> all = new ArrayList<>();
        all.add(field(float[][].class, "vectors"));
        all.add(field(float[][][].class, "matrices"));
        if (places > 0) {
            all.add(field(int[][].class, "places"));
        }
        return all;
    }

    /**
     * Adds the code of the constructor, which fills the fields from {@code tensors}, and the methods that it calls; once
     * all steps have asked.
     */
    CodeBlock packing(List<MethodSpec> methods) {
        List<CodeBlock> statements = new ArrayList<>();
        program.buffers(Buffer.Role.CONSTANT).forEach(buffer -> statements.add(create(buffer)));
        Reads.nests(program.preparation()).forEach(nest -> statements.add(prepare(nest)));
        for (Buffer buffer : program.buffers()) {
            known.getOrDefault(buffer, Map.of()).forEach((layout, field) -> {
                if (!layout.isFlat() || buffer.role() == Buffer.Role.WEIGHT) {
                    statements.add(pack(buffer, layout, field));
                }
            });
        }
        CodeBlock.Builder code = CodeBlock.builder();
        if (many) {
            distribute(statements, code, methods);
        } else {
            statements.forEach(code::add);
        }
        methods.addAll(tables);
        if (uses(Kernel.Layout::isRows)) {
            methods.add(rows());
        }
        if (uses(Kernel.Layout::isColumns)) {
            methods.add(columns());
        }
        if (uses(Kernel.Layout::isAcross)) {
            methods.add(across());
        }
        if (parses) {
            methods.add(ConstantTable.parser());
        }
        return code.build();
    }

    /** Makes the array of a constant: of a field, or of a variable where only other constants are computed from it. */
    private CodeBlock create(Buffer constant) {
        boolean integers = constant.element() == Buffer.Element.INT;
        if (integers && many) {
            return CodeBlock.of(
                    "$L = new int[$L];\n",
                    of(constant, Kernel.Layout.FLAT),
                    constant.shape().elements());
        }
        String element = integers ? "int" : "float";
        String field = known.getOrDefault(constant, Map.of()).get(Kernel.Layout.FLAT);
        String place = field != null ? field : scratch.computeIfAbsent(constant, this::declareScratch);
        String type = field != null || many ? "" : element + "[] ";
        if (constant.numbers().isEmpty()) {
            return CodeBlock.of(
                    "$L$L = new $L[$L];\n",
                    type,
                    place,
                    element,
                    constant.shape().elements());
        }
        String method = names.allocate(JavaNames.variableName(constant.name()) + "Numbers");
        ConstantTable numbers = new ConstantTable(method, constant.numbers().get());
        parses |= numbers.isText();
        tables.add(numbers.method());
        return CodeBlock.of("$L$L = $L();\n", type, place, method);
    }

    private String declareScratch(Buffer constant) {
        return many
                ? "scratch[" + scratch.size() + "]"
                : names.allocate(JavaNames.variableName(constant.name()) + "Values");
    }

    private CodeBlock prepare(Step.Nest nest) {
        Kernel kernel = KernelChoice.loops(nest).kernel().apply(Optional.empty());
        List<String> arguments = kernel.arguments().stream()
                .map(argument -> flat(((Kernel.Argument.Array) argument).buffer()))
                .toList();
        return CodeBlock.builder()
                .addStatement("$L(" + String.join(",$W", arguments) + ")", kernels.method(kernel))
                .build();
    }

    /** Where the constructor has a buffer as files have it. */
    private String flat(Buffer buffer) {
        if (buffer.role() == Buffer.Role.WEIGHT) {
            return "tensors[" + table.row(buffer.name()) + "]";
        }
        String place = scratch.get(buffer);
        return place != null ? place : known.get(buffer).get(Kernel.Layout.FLAT);
    }

    private CodeBlock pack(Buffer buffer, Kernel.Layout layout, String field) {
        String flat = flat(buffer);
        if (layout.isFlat()) {
            return CodeBlock.of("$L = $L;\n", field, flat);
        } else if (layout.isRows()) {
            return CodeBlock.of("$L = rows($L, $L);\n", field, flat, layout.length());
        } else if (layout.isColumns()) {
            return CodeBlock.of("$L = columns($L, $L);\n", field, flat, layout.inner());
        }
        return CodeBlock.of("$L = across($L, $L, $L);\n", field, flat, layout.length(), layout.inner());
    }

    /** Puts the statements into methods that keep their budget. */
    private void distribute(List<CodeBlock> statements, CodeBlock.Builder code, List<MethodSpec> methods) {
        code.addStatement("vectors = new float[$L][]", vectors);
        code.addStatement("matrices = new float[$L][][]", matrices);
        if (places > 0) {
            code.addStatement("places = new int[$L][]", places);
        }
        if (!scratch.isEmpty()) {
            code.addStatement("float[][] scratch = new float[$L][]", scratch.size());
        }
        for (int from = 0; from < statements.size(); from += STATEMENTS_PER_METHOD) {
            String name = "pack" + (from / STATEMENTS_PER_METHOD + 1);
            MethodSpec.Builder part = MethodSpec.methodBuilder(name)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .addParameter(float[][].class, "tensors")
                    .addParameter(float[][].class, "vectors")
                    .addParameter(float[][][].class, "matrices");
            if (places > 0) {
                part.addParameter(int[][].class, "places");
            }
            if (!scratch.isEmpty()) {
                part.addParameter(float[][].class, "scratch");
            }
            statements
                    .subList(from, Math.min(statements.size(), from + STATEMENTS_PER_METHOD))
                    .forEach(part::addCode);
            String others = (places > 0 ? ", places" : "") + (scratch.isEmpty() ? "" : ", scratch");
            code.addStatement("$L(tensors, vectors, matrices" + others + ")", name);
            methods.add(part.build());
        }
    }

    private MethodSpec rows() {
        return pack("rows")
                .addJavadoc("A matrix as one array for each row.\n")
                .addStatement("float[][] rows = new float[matrix.length / width][]")
                .beginControlFlow("for (int i = 0; i < rows.length; i++)")
                .addStatement(
                        "rows[i] = $T.copyOfRange(matrix, i * width, i * width + $L)", Arrays.class, room("width"))
                .endControlFlow()
                .addStatement("return rows")
                .build();
    }

    private MethodSpec columns() {
        return pack("columns")
                .addJavadoc("A matrix as one array for each column.\n")
                .addStatement("int height = matrix.length / width")
                .addStatement("float[][] columns = new float[width][$L]", room("height"))
                .beginControlFlow("for (int i = 0; i < width; i++)")
                .addStatement("float[] column = columns[i]")
                .beginControlFlow("for (int j = 0; j < height; j++)")
                .addStatement("column[j] = matrix[j * width + i]")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return columns")
                .build();
    }

    private MethodSpec across() {
        return pack("across")
                .addParameter(int.class, "inner")
                .addJavadoc("A tensor of matrices width x inner as one array for each of their columns.\n")
                .addStatement("float[][] columns = new float[matrix.length / width][$L]", room("width"))
                .beginControlFlow("for (int i = 0; i < columns.length; i++)")
                .addStatement("float[] column = columns[i]")
                .addStatement("int first = i / inner * width * inner + i % inner")
                .beginControlFlow("for (int j = 0; j < width; j++)")
                .addStatement("column[j] = matrix[first + j * inner]")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return columns")
                .build();
    }

    private String room(String size) {
        return leastRow > 1 ? "Math.max(" + leastRow + ", " + size + ")" : size;
    }

    private boolean uses(Predicate<Kernel.Layout> kind) {
        return known.values().stream()
                .anyMatch(layouts -> layouts.keySet().stream().anyMatch(kind));
    }

    private static MethodSpec.Builder pack(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(float[][].class)
                .addParameter(float[].class, "matrix")
                .addParameter(int.class, "width");
    }
}
