package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Division;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * The class beside a generated one that has kernels on the Vector API. It is a class of its own because loading it needs
 * the module {@code jdk.incubator.vector}; it knows arrays and numbers, not the class that it belongs to.
 */
final class VectorCompanion {

    private final String className;
    private final Identifiers names = new Identifiers(List.of("Lanes"));
    private final Map<String, String> methodNames = new LinkedHashMap<>();
    private final List<MethodSpec> methods = new ArrayList<>();

    VectorCompanion(String networkName) {
        this.className = networkName + "Vector";
    }

    boolean isEmpty() {
        return methods.isEmpty();
    }

    String className() {
        return className;
    }

    /** The kernel with a fast path for nests that vectors suit, otherwise the kernel itself. */
    KernelWriter<Kernel> dispatching(KernelWriter<Kernel> plain, Step.Nest nest) {
        return of(nest).map(fast -> new KernelWriter<>(
                        axis -> Division.multiple(
                                plain.unit().applyAsLong(axis), fast.unit().applyAsLong(axis)),
                        divided -> dispatching(
                                plain.kernel().apply(divided), fast.kernel().apply(divided))))
                .orElse(plain);
    }

    private static Optional<KernelWriter<VectorKernel>> of(Step.Nest nest) {
        return Stream.<Supplier<Optional<KernelWriter<VectorKernel>>>>of(
                        () -> VectorStream.of(nest),
                        () -> VectorTiles.of(nest),
                        () -> VectorFold.of(nest),
                        () -> VectorMap.of(nest))
                .flatMap(kind -> kind.get().stream())
                .findFirst();
    }

    private Kernel dispatching(Kernel plain, VectorKernel fast) {
        String flag = freeName("vector", plain);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.builder(boolean.class, flag).build());
        parameters.addAll(plain.parameters());
        List<Kernel.Argument> arguments = new ArrayList<>();
        arguments.add(new Kernel.Argument.Target());
        arguments.addAll(plain.arguments());
        List<String> handed = new ArrayList<>();
        for (int i = 0; i < fast.arguments().size(); i++) {
            int at = arguments.indexOf(fast.arguments().get(i));
            if (at < 0) {
                at = arguments.size();
                ParameterSpec wanted = fast.parameters().get(i);
                arguments.add(fast.arguments().get(i));
                parameters.add(ParameterSpec.builder(wanted.type(), freeName(wanted.name(), plain))
                        .build());
            }
            handed.add(parameters.get(at).name());
        }
        String condition = flag;
        if (fast.atLeast().isPresent()) {
            Kernel.Argument length = new Kernel.Argument.Length(fast.atLeast().get());
            condition += " && " + parameters.get(arguments.indexOf(length)).name() + " >= " + VectorPlan.MOST_LANES;
        }
        CodeBlock body = CodeBlock.builder()
                .beginControlFlow("if ($L)", condition)
                .addStatement("$L.$L(" + String.join(",$W", handed) + ")", className, method(fast))
                .addStatement("return")
                .endControlFlow()
                .add(plain.body())
                .build();
        return new Kernel(plain.hint(), plain.documentation(), plain.form(), parameters, body, arguments);
    }

    /** A name that means nothing in a kernel yet. */
    private static String freeName(String wanted, Kernel kernel) {
        String name = wanted;
        String taken = kernel.identity();
        while (Pattern.compile("\\b" + name + "\\b").matcher(taken).find()) {
            name += "_";
        }
        return name;
    }

    private String method(VectorKernel kernel) {
        return methodNames.computeIfAbsent(kernel.identity(), identity -> {
            String name = names.allocate(kernel.hint());
            List<MethodSpec> made = kernel.methods().apply(name);
            made.stream().skip(1).forEach(method -> names.allocate(method.name()));
            methods.addAll(made);
            return name;
        });
    }

    /** The text of the class. */
    String source(String packageName, String networkName) {
        TypeSpec type = TypeSpec.classBuilder(className)
                .addJavadoc(
                        "Kernels of {@link $L} on the Vector API, of the module {@code jdk.incubator.vector}.\n",
                        networkName)
                .addModifiers(Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethods(methods)
                .build();
        String text = JavaFile.builder(packageName, type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build()
                .toString();
        List<String> support = new ArrayList<>(List.of("Lanes"));
        support.addAll(SupportCode.functions(text));
        return SourceText.tidy(SupportCode.splice(text, support));
    }
}
