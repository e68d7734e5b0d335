package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.lang.model.element.Modifier;

/** Spreads the calls of kernels over methods that HotSpot compiles; those of a loop as well. */
final class Calls {

    /** Calls in one method; each takes at most some 100 bytes of the 8,000 that HotSpot compiles. */
    private static final int CALLS_PER_METHOD = 60;

    private final List<ParameterSpec> parameters;
    private final Identifiers names;
    private final List<MethodSpec> methods = new ArrayList<>();

    /** @param parameters of a method that makes calls */
    Calls(List<ParameterSpec> parameters, Identifiers names) {
        this.parameters = List.copyOf(parameters);
        this.names = names;
    }

    /** A statement that is a call, or a loop around some. */
    record Call(CodeBlock code, int calls) {

        Call after(CodeBlock comment) {
            return new Call(CodeBlock.builder().add(comment).add(code).build(), calls);
        }
    }

    static Call one(CodeBlock statement) {
        return new Call(statement, 1);
    }

    /** The methods that make some of the calls each. */
    List<MethodSpec> methods() {
        return methods;
    }

    /**
     * A loop around calls.
     *
     * @param iterations the variables of all loops around the calls, the one of this loop among them
     */
    Call loop(String variable, String bound, List<Call> calls, List<String> iterations) {
        return loop(variable, bound, calls, body(calls, iterations));
    }

    /** The same where calls are made by other threads, which need a variable that stays as it is. */
    Call loop(String counter, String variable, String bound, List<Call> calls, List<String> iterations) {
        CodeBlock body = CodeBlock.builder()
                .addStatement("int $L = $L", variable, counter)
                .add(body(calls, iterations))
                .build();
        return loop(counter, bound, calls, body);
    }

    private static Call loop(String counter, String bound, List<Call> calls, CodeBlock body) {
        int count = calls.stream().mapToInt(Call::calls).sum();
        return new Call(
                CodeBlock.builder()
                        .beginControlFlow("for (int $L = 0; $L < $L; $L++)", counter, counter, bound, counter)
                        .add(body)
                        .endControlFlow()
                        .build(),
                Math.min(count, CALLS_PER_METHOD));
    }

    /** All calls, or calls of methods that make some of them each. */
    CodeBlock body(List<Call> calls, List<String> iterations) {
        if (calls.stream().mapToInt(Call::calls).sum() <= CALLS_PER_METHOD) {
            return joined(calls);
        }
        List<Call> parts = new ArrayList<>();
        List<Call> part = new ArrayList<>();
        int room = CALLS_PER_METHOD;
        for (Call call : calls) {
            if (call.calls() > room) {
                parts.add(part(part, iterations));
                part.clear();
                room = CALLS_PER_METHOD;
            }
            part.add(call);
            room -= call.calls();
        }
        parts.add(part(part, iterations));
        return joined(parts);
    }

    private static CodeBlock joined(List<Call> calls) {
        CodeBlock.Builder code = CodeBlock.builder();
        calls.forEach(call -> code.add(call.code()));
        return code.build();
    }

    private Call part(List<Call> calls, List<String> iterations) {
        List<ParameterSpec> parameters = new ArrayList<>(this.parameters);
        for (String iteration : iterations) {
            parameters.add(ParameterSpec.builder(int.class, iteration).build());
        }
        String name = names.allocate("part" + (methods.size() + 1));
        methods.add(MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .addParameters(parameters)
                .addCode(joined(calls))
                .build());
        String arguments =
                String.join(",$W", parameters.stream().map(ParameterSpec::name).toList());
        return one(
                CodeBlock.builder().addStatement("$L(" + arguments + ")", name).build());
    }

    /** The same with an executor, for calls that threads share. */
    static List<ParameterSpec> sharedParameters(Signature signature) {
        List<ParameterSpec> parameters = parameters(signature);
        parameters.add(
                parameters.size() - 1,
                ParameterSpec.builder(Executor.class, signature.executor()).build());
        return parameters;
    }

    /** The parameters of a method that makes calls: all that a pass is about. */
    static List<ParameterSpec> parameters(Signature signature) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (Port input : signature.inputs()) {
            if (input.isSingleId()) {
                parameters.add(
                        ParameterSpec.builder(int.class, input.variable()).build());
            } else {
                addArray(parameters, input);
            }
        }
        signature
                .lengths()
                .values()
                .forEach(name ->
                        parameters.add(ParameterSpec.builder(int.class, name).build()));
        signature.outputs().forEach(output -> addArray(parameters, output));
        if (!signature.carried().isEmpty()) {
            parameters.add(ParameterSpec.builder(
                            ClassName.get("", "State"), signature.carried().variable())
                    .build());
        }
        parameters.add(ParameterSpec.builder(ClassName.get("", "Workspace"), signature.workspace())
                .build());
        return parameters;
    }

    private static void addArray(List<ParameterSpec> parameters, Port port) {
        parameters.add(ParameterSpec.builder(port.arrayType(), port.variable()).build());
        parameters.add(ParameterSpec.builder(int.class, port.offset()).build());
    }
}
