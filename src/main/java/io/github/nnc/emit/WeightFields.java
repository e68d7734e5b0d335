package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.model.JavaNames;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The fields that hold weights, one for each tensor and layout that some step asks for. */
final class WeightFields {

    private final TensorTable table;
    private final Identifiers names;
    private final Map<Buffer, Map<Kernel.Layout, String>> known = new IdentityHashMap<>();
    private final List<FieldSpec> fields = new ArrayList<>();
    private final CodeBlock.Builder packing = CodeBlock.builder();

    WeightFields(TensorTable table, Identifiers names) {
        this.table = table;
        this.names = names;
    }

    /** The field that has a tensor in a layout. */
    String of(Buffer buffer, Kernel.Layout layout) {
        return known.computeIfAbsent(buffer, b -> new EnumMap<>(Kernel.Layout.class))
                .computeIfAbsent(layout, l -> declare(buffer, l));
    }

    private String declare(Buffer buffer, Kernel.Layout layout) {
        String base = JavaNames.variableName(buffer.name());
        String field = names.allocate(List.of(base, base + (layout == Kernel.Layout.FLAT ? "Flat" : "Rows")));
        int row = table.row(buffer.name());
        fields.add(FieldSpec.builder(
                        layout == Kernel.Layout.FLAT ? float[].class : float[][].class,
                        field,
                        Modifier.PRIVATE,
                        Modifier.FINAL)
                .build());
        switch (layout) {
            case FLAT -> packing.addStatement("$L = tensors[$L]", field, row);
            case ROWS ->
                packing.addStatement(
                        "$L = rows(tensors[$L], $L)", field, row, buffer.shape().extent(1));
            case COLUMNS ->
                packing.addStatement(
                        "$L = columns(tensors[$L], $L)",
                        field,
                        row,
                        buffer.shape().extent(1));
        }
        return field;
    }

    List<FieldSpec> fields() {
        return fields;
    }

    CodeBlock packing() {
        return packing.build();
    }

    /** The methods that pack. */
    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        if (uses(Kernel.Layout.ROWS)) {
            methods.add(pack("rows")
                    .addJavadoc("A matrix as one array for each row.\n")
                    .addStatement("float[][] rows = new float[matrix.length / width][]")
                    .beginControlFlow("for (int i = 0; i < rows.length; i++)")
                    .addStatement(
                            "rows[i] = $T.copyOfRange(matrix, i * width, (i + 1) * width)", java.util.Arrays.class)
                    .endControlFlow()
                    .addStatement("return rows")
                    .build());
        }
        if (uses(Kernel.Layout.COLUMNS)) {
            methods.add(pack("columns")
                    .addJavadoc("A matrix as one array for each column.\n")
                    .addStatement("float[][] columns = new float[width][matrix.length / width]")
                    .beginControlFlow("for (int i = 0; i < width; i++)")
                    .beginControlFlow("for (int j = 0; j < columns[i].length; j++)")
                    .addStatement("columns[i][j] = matrix[j * width + i]")
                    .endControlFlow()
                    .endControlFlow()
                    .addStatement("return columns")
                    .build());
        }
        return methods;
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
