package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.kernel.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The type of what a call leaves to the next one, and how a caller gets one. */
final class StateMembers {

    private final Carried carried;
    private final ClassName type;

    StateMembers(Signature signature, ClassName self) {
        this.carried = signature.carried();
        this.type = self.nestedClass("State");
    }

    void addTo(TypeSpec.Builder outer) {
        outer.addMethod(MethodSpec.methodBuilder("newState")
                .addJavadoc("The state before the first call. Each stream of calls needs its own.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(type)
                .addStatement("return new State()")
                .build());
        TypeSpec.Builder state = TypeSpec.classBuilder("State")
                .addJavadoc(
                        "What a call leaves to the next one. It belongs to one stream of calls, in their order, and to"
                                + " one\n"
                                + "thread at a time. A call that is refused leaves it as it was.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        carried.positions().forEach(position -> state.addField(counter(position)));
        if (isTable()) {
            addTable(state);
        } else {
            carried.fields().forEach((buffer, field) -> state.addField(array(buffer, field)));
        }
        if (carried.positions().size() == 1) {
            state.addMethod(position());
        }
        outer.addType(state.addMethod(reset()).addMethod(copy()).build());
    }

    private boolean isTable() {
        return carried.fields().size() > Carried.MOST_FIELDS;
    }

    private void addTable(TypeSpec.Builder state) {
        int count = carried.fields().size();
        state.addField(FieldSpec.builder(float[][].class, Carried.TABLE, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new float[$L][]", count)
                .build());
        List<Map.Entry<Buffer, String>> entries = List.copyOf(carried.fields().entrySet());
        for (int from = 0; from < count; from += Carried.MOST_FIELDS) {
            MethodSpec.Builder part = MethodSpec.methodBuilder("make" + (from / Carried.MOST_FIELDS + 1))
                    .addModifiers(Modifier.PRIVATE);
            for (Map.Entry<Buffer, String> entry : entries.subList(from, Math.min(count, from + Carried.MOST_FIELDS))) {
                part.addStatement(
                        "$L = new float[$L]",
                        entry.getValue(),
                        entry.getKey().shape().elements());
            }
            MethodSpec made = part.build();
            state.addInitializerBlock(
                    CodeBlock.builder().addStatement("$N()", made).build());
            state.addMethod(made);
        }
    }

    private static FieldSpec counter(Carried.Position position) {
        return FieldSpec.builder(int.class, position.field(), Modifier.PRIVATE).build();
    }

    private static FieldSpec array(Buffer buffer, String field) {
        return FieldSpec.builder(float[].class, field, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new float[$L]", buffer.shape().elements())
                .build();
    }

    private MethodSpec position() {
        return method("position")
                .addJavadoc("How many steps the calls so far have had.\n")
                .returns(int.class)
                .addStatement("return $L", carried.positions().get(0).field())
                .build();
    }

    private MethodSpec reset() {
        MethodSpec.Builder method = method("reset").addJavadoc("Makes it what it was before the first call.\n");
        carried.positions().forEach(position -> method.addStatement("$L = 0", position.field()));
        if (isTable()) {
            method.beginControlFlow("for (float[] values : $L)", Carried.TABLE)
                    .addStatement("$T.fill(values, 0f)", Arrays.class)
                    .endControlFlow();
        } else {
            carried.fields().values().forEach(field -> method.addStatement("$T.fill($L, 0f)", Arrays.class, field));
        }
        return method.build();
    }

    private MethodSpec copy() {
        MethodSpec.Builder method = method("copy")
                .addJavadoc("Another state that is as far as this one: where several streams go on from here.\n")
                .returns(type)
                .addStatement("State copy = new State()");
        carried.positions()
                .forEach(position -> method.addStatement("copy.$L = $L", position.field(), position.field()));
        if (isTable()) {
            method.beginControlFlow("for (int i = 0; i < $L.length; i++)", Carried.TABLE)
                    .addStatement(copying(Carried.TABLE + "[i]"))
                    .endControlFlow();
        } else {
            carried.fields().values().forEach(field -> method.addStatement(copying(field)));
        }
        return method.addStatement("return copy").build();
    }

    private static CodeBlock copying(String array) {
        return CodeBlock.of("$T.arraycopy($L, 0, copy.$L, 0, $L.length)", System.class, array, array, array);
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC);
    }
}
