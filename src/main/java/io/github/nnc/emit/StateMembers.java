package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.kernel.Buffer;
import java.util.Arrays;
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
        carried.positions()
                .values()
                .forEach(field -> state.addField(
                        FieldSpec.builder(int.class, field, Modifier.PRIVATE).build()));
        carried.fields().forEach((buffer, field) -> state.addField(array(buffer, field)));
        if (carried.positions().size() == 1) {
            state.addMethod(position());
        }
        outer.addType(state.addMethod(reset()).addMethod(copy()).build());
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
                .addStatement(
                        "return $L", carried.positions().values().iterator().next())
                .build();
    }

    private MethodSpec reset() {
        MethodSpec.Builder method = method("reset").addJavadoc("Makes it what it was before the first call.\n");
        carried.positions().values().forEach(field -> method.addStatement("$L = 0", field));
        carried.fields().values().forEach(field -> method.addStatement("$T.fill($L, 0f)", Arrays.class, field));
        return method.build();
    }

    private MethodSpec copy() {
        MethodSpec.Builder method = method("copy")
                .addJavadoc("Another state that is as far as this one: where several streams go on from here.\n")
                .returns(type)
                .addStatement("State copy = new State()");
        carried.positions().values().forEach(field -> method.addStatement("copy.$L = $L", field, field));
        carried.fields()
                .values()
                .forEach(field -> method.addStatement(
                        "$T.arraycopy($L, 0, copy.$L, 0, $L.length)", System.class, field, field, field));
        return method.addStatement("return copy").build();
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC);
    }
}
