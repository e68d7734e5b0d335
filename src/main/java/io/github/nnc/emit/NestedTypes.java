package io.github.nnc.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The types inside the class: labels, workspace, the record of several outputs, the mark of generated code. */
final class NestedTypes {

    private final Signature signature;
    private final ForwardCode forward;
    private final boolean vector;
    private final boolean parallel;

    NestedTypes(Signature signature, ForwardCode forward, boolean vector, boolean parallel) {
        this.vector = vector;
        this.parallel = parallel;
        this.signature = signature;
        this.forward = forward;
    }

    void addTo(TypeSpec.Builder type) {
        for (Port output : signature.outputs()) {
            output.labels().ifPresent(labels -> type.addType(labels(output, labels)));
        }
        if (signature.outputs().size() > 1) {
            type.addType(outputs());
        }
        type.addType(workspace());
        type.addType(ClassWriter.generated());
    }

    private static TypeSpec labels(Port output, Port.LabelEnum labels) {
        TypeSpec.Builder type = TypeSpec.enumBuilder(labels.type())
                .addJavadoc("The entries of {@code $L}, in their order.\n", output.variable())
                .addModifiers(Modifier.PUBLIC);
        for (int i = 0; i < labels.constants().size(); i++) {
            type.addEnumConstant(
                    labels.constants().get(i),
                    TypeSpec.anonymousClassBuilder("$S", labels.texts().get(i)).build());
        }
        return type.addField(String.class, "text", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(String.class, "text")
                        .addStatement("this.text = text")
                        .build())
                .addMethod(MethodSpec.methodBuilder("toString")
                        .addJavadoc("The label as it is written in the model.\n")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(String.class)
                        .addStatement("return text")
                        .build())
                .build();
    }

    private TypeSpec outputs() {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        TypeSpec.Builder type = TypeSpec.recordBuilder("Outputs")
                .addJavadoc("What one pass computes.\n\n")
                .addModifiers(Modifier.PUBLIC);
        for (Port output : signature.outputs()) {
            components.addParameter(
                    ParameterSpec.builder(output.arrayType(), output.variable()).build());
            type.addJavadoc("@param $L $L\n", output.variable(), ClassDoc.describe(output));
        }
        return type.recordConstructor(components.build()).build();
    }

    private TypeSpec workspace() {
        TypeSpec.Builder type = TypeSpec.classBuilder("Workspace")
                .addJavadoc(
                        "Room for what is computed on the way. It belongs to one $L at a time.\n",
                        parallel ? "call" : "thread")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
        if (parallel) {
            type.addField(int.class, WorkspaceFields.THREADS, Modifier.PRIVATE, Modifier.FINAL);
            constructor
                    .addParameter(int.class, WorkspaceFields.THREADS)
                    .addStatement("this.$L = $L", WorkspaceFields.THREADS, WorkspaceFields.THREADS)
                    .addCode(forward.workspaceSetup());
        }
        type.addMethod(constructor.build());
        forward.workspace().forEach(type::addField);
        if (vector) {
            type.addField(boolean.class, "vector", Modifier.PRIVATE);
        }
        return type.build();
    }
}
