package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.model.JavaNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * The fields that hold weights, one for each tensor and layout that some step asks for; where there are very many, which
 * no constructor could fill within the budget, two tables of them.
 */
final class WeightFields {

    /** Statements of some 20 bytes, in methods that should not exceed 8,000. */
    private static final int STATEMENTS_PER_METHOD = 250;

    private final TensorTable table;
    private final Identifiers names;
    private final boolean many;
    private final Map<Buffer, Map<Kernel.Layout, String>> known = new IdentityHashMap<>();
    private final List<FieldSpec> fields = new ArrayList<>();
    private final List<CodeBlock> packing = new ArrayList<>();
    private int vectors;
    private int matrices;

    WeightFields(TensorTable table, Identifiers names) {
        this.table = table;
        this.names = names;
        this.many = table.rows().size() > STATEMENTS_PER_METHOD;
    }

    /** The expression that has a tensor in a layout. */
    String of(Buffer buffer, Kernel.Layout layout) {
        return known.computeIfAbsent(buffer, b -> new EnumMap<>(Kernel.Layout.class))
                .computeIfAbsent(layout, l -> declare(buffer, l));
    }

    private String declare(Buffer buffer, Kernel.Layout layout) {
        boolean flat = layout == Kernel.Layout.FLAT;
        String field;
        if (many) {
            field = flat ? "vectors[" + vectors++ + "]" : "matrices[" + matrices++ + "]";
        } else {
            String base = JavaNames.variableName(buffer.name());
            field = names.allocate(List.of(base, base + (flat ? "Flat" : "Rows")));
            fields.add(field(flat ? float[].class : float[][].class, field));
        }
        int row = table.row(buffer.name());
        packing.add(
                switch (layout) {
                    case FLAT -> CodeBlock.of("$L = tensors[$L];\n", field, row);
                    case ROWS -> CodeBlock.of("$L = rows(tensors[$L], $L);\n", field, row, width(buffer));
                    case COLUMNS -> CodeBlock.of("$L = columns(tensors[$L], $L);\n", field, row, width(buffer));
                });
        return field;
    }

    private static long width(Buffer matrix) {
        return matrix.shape().extent(1).max();
    }

    private static FieldSpec field(Class<?> type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build();
    }

    List<FieldSpec> fields() {
        return many ? List.of(field(float[][].class, "vectors"), field(float[][][].class, "matrices")) : fields;
    }

    /** What the constructor does. */
    CodeBlock packing() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!many) {
            packing.forEach(code::add);
            return code.build();
        }
        code.addStatement("vectors = new float[$L][]", vectors);
        code.addStatement("matrices = new float[$L][][]", matrices);
        for (int from = 0; from < packing.size(); from += STATEMENTS_PER_METHOD) {
            code.addStatement("pack$L(tensors, vectors, matrices)", from / STATEMENTS_PER_METHOD + 1);
        }
        return code.build();
    }

    /** The methods that pack. */
    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        for (int from = 0; many && from < packing.size(); from += STATEMENTS_PER_METHOD) {
            MethodSpec.Builder part = MethodSpec.methodBuilder("pack" + (from / STATEMENTS_PER_METHOD + 1))
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .addParameter(float[][].class, "tensors")
                    .addParameter(float[][].class, "vectors")
                    .addParameter(float[][][].class, "matrices");
            packing.subList(from, Math.min(packing.size(), from + STATEMENTS_PER_METHOD))
                    .forEach(part::addCode);
            methods.add(part.build());
        }
        if (uses(Kernel.Layout.ROWS)) {
            methods.add(rows());
        }
        if (uses(Kernel.Layout.COLUMNS)) {
            methods.add(columns());
        }
        return methods;
    }

    private static MethodSpec rows() {
        return pack("rows")
                .addJavadoc("A matrix as one array for each row.\n")
                .addStatement("float[][] rows = new float[matrix.length / width][]")
                .beginControlFlow("for (int i = 0; i < rows.length; i++)")
                .addStatement("rows[i] = $T.copyOfRange(matrix, i * width, (i + 1) * width)", Arrays.class)
                .endControlFlow()
                .addStatement("return rows")
                .build();
    }

    private static MethodSpec columns() {
        return pack("columns")
                .addJavadoc("A matrix as one array for each column.\n")
                .addStatement("float[][] columns = new float[width][matrix.length / width]")
                .beginControlFlow("for (int i = 0; i < width; i++)")
                .beginControlFlow("for (int j = 0; j < columns[i].length; j++)")
                .addStatement("columns[i][j] = matrix[j * width + i]")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return columns")
                .build();
    }

    private boolean uses(Kernel.Layout layout) {
        return known.values().stream().anyMatch(layouts -> layouts.containsKey(layout));
    }

    private static MethodSpec.Builder pack(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(float[][].class)
                .addParameter(float[].class, "matrix")
                .addParameter(int.class, "width");
    }
}
