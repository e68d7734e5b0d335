package io.github.nnc.emit;

import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The methods that steps call: one for each kernel of different code. */
final class KernelMethods {

    private final Identifiers names;
    private final Map<String, String> methodNames = new LinkedHashMap<>();
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();

    KernelMethods(Identifiers names) {
        this.names = names;
    }

    /** The name of the method that has a kernel's code. */
    String method(Kernel kernel) {
        String identity = kernel.identity();
        kernels.putIfAbsent(identity, kernel);
        return methodNames.computeIfAbsent(identity, text -> names.allocate(kernel.hint()));
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        kernels.forEach((identity, kernel) -> methods.add(method(methodNames.get(identity), kernel)));
        return methods;
    }

    private static MethodSpec method(String name, Kernel kernel) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", kernel.documentation())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameters(kernel.parameters())
                .addCode(kernel.body())
                .build();
    }
}
