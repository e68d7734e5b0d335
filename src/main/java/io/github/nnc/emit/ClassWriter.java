package io.github.nnc.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Puts the members of a class together. */
final class ClassWriter {

    static final List<String> NESTED_TYPES = List.of(
            "Workspace",
            "State",
            "Outputs",
            "Generated",
            "BatchShares",
            "SharedLoop",
            "ErrorFunction",
            "Exponential",
            "HyperbolicTangent",
            "Logarithm",
            "VectorSwitch",
            "TensorNode",
            "WeightTable",
            "WeightVariants");

    /** What generated methods use for themselves. */
    static final List<String> RESERVED = List.of(
            "tensors",
            "fingerprint",
            "checksum",
            "vectors",
            "matrices",
            "scratch",
            "stream",
            "seed",
            "predicted",
            "labels",
            "fast",
            "many",
            "begun",
            "network",
            "end",
            "e",
            "i",
            "j",
            "k");

    private final ClassRequest request;
    private final Signature signature;
    private final ForwardCode forward;
    private final WeightMembers weights;
    private final Optional<VectorCompanion> companion;

    ClassWriter(
            ClassRequest request,
            Signature signature,
            ForwardCode forward,
            WeightMembers weights,
            Optional<VectorCompanion> companion) {
        this.companion = companion;
        this.request = request;
        this.signature = signature;
        this.forward = forward;
        this.weights = weights;
    }

    TypeSpec write() {
        ClassName self = ClassName.get(request.packageName(), signature.className());
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addJavadoc("$L", ClassDoc.of(request, signature))
                .addAnnotation(AnnotationSpec.builder(self.nestedClass("Generated"))
                        .addMember("value", "$S", "nnc")
                        .build())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        new Constants(request.model(), signature).addTo(type);
        forward.weights().forEach(type::addField);
        type.addField(String.class, "fingerprint", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(float[][].class, "tensors")
                .addParameter(String.class, "fingerprint")
                .addCode(forward.packing())
                .addStatement("this.fingerprint = fingerprint")
                .build());
        weights.addTo(type);
        if (companion.isPresent()) {
            new VectorMembers(signature, forward, self, companion.get().className(), request.parallel()).addTo(type);
        } else if (request.target() == Target.VECTOR) {
            VectorMembers.addPlainTo(type);
        }
        type.addMethod(fingerprint());
        new ForwardMethods(request.model(), signature, forward, self, companion.isPresent(), request.parallel())
                .addTo(type);
        forward.methods().forEach(type::addMethod);
        new NestedTypes(signature, forward, companion.isPresent(), request.parallel()).addTo(type);
        return type.build();
    }

    private static MethodSpec fingerprint() {
        return MethodSpec.methodBuilder("fingerprint")
                .addJavadoc("What tells this network from another, architecture and weights: a SHA-256, for logs.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return fingerprint")
                .build();
    }

    /** The annotation that coverage tools look for; its retention is theirs. */
    static TypeSpec generated() {
        return TypeSpec.annotationBuilder("Generated")
                .addAnnotation(AnnotationSpec.builder(Retention.class)
                        .addMember("value", "$T.$L", RetentionPolicy.class, RetentionPolicy.CLASS)
                        .build())
                .addMethod(MethodSpec.methodBuilder("value")
                        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                        .returns(String.class)
                        .build())
                .build();
    }

    /** A public constant. */
    static FieldSpec.Builder constant(java.lang.reflect.Type type, String name) {
        return FieldSpec.builder(type, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
    }
}
