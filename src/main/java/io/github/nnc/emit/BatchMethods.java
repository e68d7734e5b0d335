package io.github.nnc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The methods for many forward passes: in the calling thread, and spread over threads. */
final class BatchMethods {

    private final Signature signature;
    private final Optional<ForwardCode.Block> block;
    private final TypeName workspaceType;
    private final boolean vector;

    /** {@code block}: how a batch is computed in blocks of samples, where it is. */
    BatchMethods(Signature signature, Optional<ForwardCode.Block> block, ClassName self, boolean vector) {
        this.signature = signature;
        this.block = block;
        this.workspaceType = self.nestedClass("Workspace");
        this.vector = vector;
    }

    void addTo(TypeSpec.Builder type) {
        type.addMethod(batch());
        type.addMethod(spread());
        type.addMethod(samples());
    }

    private static MethodSpec.Builder forward() {
        return MethodSpec.methodBuilder("forward").addModifiers(Modifier.PUBLIC);
    }

    private MethodSpec batch() {
        MethodSpec.Builder method = forward();
        method.addJavadoc(
                "Many forward passes; the values of one follow those of the one before. Allocates nothing.$L\n\n",
                block.map(this::ofBlocks).orElse(""));
        addArrays(method);
        method.addParameter(workspaceType, signature.workspace());
        method.addJavadoc("@param $L used by no other thread meanwhile\n", signature.workspace());
        method.addJavadoc(ForwardMethods.DOES_NOT_FIT);
        method.addCode(checks());
        return method.addStatement("samples($L, 0, $L, $L)", arrays(), signature.count(), signature.workspace())
                .build();
    }

    private String ofBlocks(ForwardCode.Block found) {
        return "\n" + found.samples() + " at a time share what they read of the weights; "
                + (vector
                        ? "kernels on the Vector API may add\nin another order than those of a single pass."
                        : "results are those of single passes.");
    }

    private MethodSpec spread() {
        String workspaces = signature.workspaces();
        MethodSpec.Builder method = forward().varargs();
        method.addJavadoc("Many forward passes, spread over as many threads as there are workspaces: this one and\n"
                + "those of an executor. Has the results of the form for one thread and allocates nothing for\n"
                + "each pass. When it returns, no thread works for it any more, after a failure and an\n"
                + "interruption as well; an interruption does not shorten it and stays set.\n\n");
        addArrays(method);
        method.addParameter(Executor.class, signature.executor());
        method.addJavadoc(
                "@param $L runs what other threads do; what it has not begun when this thread is done,\n"
                        + "    this thread does\n",
                signature.executor());
        method.addParameter(ArrayTypeName.of(workspaceType), workspaces);
        method.addJavadoc("@param $L at least one, each once, used by no other call meanwhile\n", workspaces);
        method.addJavadoc(
                "@throws IllegalArgumentException if a length, an id or the number of workspaces does not fit\n"
                        + "@throws java.util.concurrent.RejectedExecutionException if the executor takes no work; what"
                        + " has\n    become of the outputs is open then\n");
        method.addCode(checks());
        method.beginControlFlow("if ($T.of($L).isEmpty())", Set.class, workspaces)
                .addStatement("throw new IllegalArgumentException($S)", "a batch needs a workspace")
                .endControlFlow();
        return method.addStatement(
                        "BatchShares.run($L.length,$Wk -> samples($L,$W$L,$W$L,$W$L[k]),$W$L)",
                        workspaces,
                        arrays(),
                        begin("k"),
                        begin("k + 1"),
                        workspaces,
                        signature.executor())
                .build();
    }

    private String begin(String share) {
        return "BatchShares.begin(" + share + ", " + signature.workspaces() + ".length, " + signature.count() + ", "
                + block.map(ForwardCode.Block::samples).orElse(1) + ")";
    }

    private Stream<Port> ports() {
        return Stream.concat(signature.inputs().stream(), signature.outputs().stream());
    }

    private String arrays() {
        return String.join(", ", ports().map(Port::batch).toList());
    }

    private void addArrays(MethodSpec.Builder method) {
        ports().forEach(port -> {
            method.addParameter(port.arrayType(), port.batch());
            method.addJavadoc(
                    "@param $L {@code $L} times what one pass has for {@code $L}\n",
                    port.batch(),
                    signature.count(),
                    port.variable());
        });
        method.addParameter(int.class, signature.count());
        method.addJavadoc("@param $L how many passes\n", signature.count());
    }

    private CodeBlock checks() {
        CodeBlock.Builder checks = CodeBlock.builder();
        ports().forEach(port -> checks.addStatement(
                "checkRange($S, $L.length, 0, (long) $L * $L)",
                port.batch(),
                port.batch(),
                signature.count(),
                size(port)));
        for (Port input : signature.inputs()) {
            if (block.isPresent() && input.isInt() && input.vocabulary().isPresent()) {
                checks.addStatement(
                        "checkIds($S, $L, 0, $L * $L, $L)",
                        input.batch(),
                        input.batch(),
                        signature.count(),
                        size(input),
                        input.vocabulary().getAsLong());
            }
        }
        return checks.build();
    }

    private static long size(Port port) {
        return port.isSingleId() ? 1 : port.size();
    }

    /** Passes {@code k} to {@code end - 1}; blocks of samples, and single ones for those that are left. */
    private MethodSpec samples() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("samples").addModifiers(Modifier.PRIVATE);
        ports().forEach(port -> method.addParameter(port.arrayType(), port.batch()));
        method.addParameter(int.class, "k")
                .addParameter(int.class, "end")
                .addParameter(workspaceType, signature.workspace());
        block.ifPresent(found -> addBlocks(method, found));
        return method.beginControlFlow("for (; k < end; k++)")
                .addStatement("forward($L)", arguments(false))
                .endControlFlow()
                .build();
    }

    private void addBlocks(MethodSpec.Builder method, ForwardCode.Block found) {
        if (vector) {
            method.addStatement("$L.vector = VECTOR.isOn()", signature.workspace());
        }
        method.beginControlFlow("for (; k <= end - $L; k += $L)", found.samples(), found.samples())
                .addStatement("$L($L)", found.method(), arguments(true))
                .endControlFlow();
    }

    /** What pass {@code k} reads and writes; a block takes even single ids from their array. */
    private String arguments(boolean ofBlock) {
        List<String> arguments = new ArrayList<>();
        for (Port input : signature.inputs()) {
            String at = input.isSingleId() ? "k" : "k * " + input.size();
            arguments.add(input.isSingleId() && !ofBlock ? input.batch() + "[k]" : input.batch() + ", " + at);
        }
        signature.outputs().forEach(output -> arguments.add(output.batch() + ", k * " + output.size()));
        arguments.add(signature.workspace());
        return String.join(", ", arguments);
    }
}
