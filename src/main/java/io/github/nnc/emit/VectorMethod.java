package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * One method of a vector kernel, callable from another.
 *
 * @param arguments what the caller hands to each parameter
 */
record VectorMethod(String name, List<ParameterSpec> parameters, List<Kernel.Argument> arguments, CodeBlock body) {

    VectorMethod {
        parameters = List.copyOf(parameters);
        arguments = List.copyOf(arguments);
    }

    VectorMethod named(String other) {
        return new VectorMethod(other, parameters, arguments, body);
    }

    MethodSpec spec(String documentation, Modifier... modifiers) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", documentation)
                .addModifiers(modifiers)
                .addParameters(parameters)
                .addCode(body)
                .build();
    }
}
