package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Division;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * The code of a class whose program has loops: one call for each step, of methods that steps of the same code share.
 */
final class LoopForm {

    private final Program program;
    private final Signature signature;
    private final LoopMembers members;
    private final List<Forms.Choice> choices = new ArrayList<>();
    private final Map<Axis, String> iterations = new IdentityHashMap<>();
    private final Calls parts;
    private final KernelChoice kernels;
    private final Optional<Part> part;
    private boolean divides;

    /** @param part what stands for the share of a thread, where threads share the calls */
    private LoopForm(
            Program program, Signature signature, LoopMembers members, KernelChoice kernels, Optional<Part> part) {
        this.program = program;
        this.signature = signature;
        this.members = members;
        this.kernels = kernels;
        this.part = part;
        this.parts = new Calls(
                part.isPresent() ? Calls.sharedParameters(signature) : Calls.parameters(signature), members.names());
    }

    /**
     * The code of a program.
     *
     * @param block the same for a block of samples, where batches are computed so
     */
    static ForwardCode write(Program program, Optional<Program> block, Signature signature, LoopMembers members) {
        KernelChoice kernels = new KernelChoice(members, members.shared());
        LoopForm single = new LoopForm(program, signature, members, kernels, Optional.empty());
        CodeBlock body = single.body();
        List<MethodSpec> methods = new ArrayList<>(single.parts.methods());
        Optional<CodeBlock> shared = Optional.empty();
        if (single.divides) {
            LoopForm form = new LoopForm(program, signature, members, kernels, Optional.of(Part.of(members.names())));
            shared = Optional.of(form.body());
            methods.addAll(form.parts.methods());
        }
        Optional<ForwardCode.Block> blocks = block.map(samples -> {
            LoopForm form = new LoopForm(
                    samples, signature.over(samples), members, new KernelChoice(members, false), Optional.empty());
            String name = members.names().allocate("block");
            methods.add(form.method(name));
            methods.addAll(form.parts.methods());
            return new ForwardCode.Block(name, members.thresholds().samples());
        });
        List<MethodSpec> packers = new ArrayList<>();
        CodeBlock packing = members.weights().packing(packers);
        methods.addAll(members.kernels().methods());
        methods.addAll(packers);
        return new ForwardCode(
                body,
                shared,
                blocks,
                methods,
                members.weights().fields(),
                packing,
                members.workspace().fields(),
                members.workspace().sharedSums(),
                new Forms(single.choices));
    }

    private MethodSpec method(String name) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "A pass of $L samples at once, which share what they read of the weights.\n",
                        members.thresholds().samples())
                .addModifiers(Modifier.PRIVATE)
                .addParameters(Calls.parameters(signature))
                .addCode(body())
                .build();
    }

    private CodeBlock body() {
        List<Calls.Call> calls = new ArrayList<>();
        CodeBlock last = CodeBlock.of("");
        for (Step step : program.steps()) {
            CodeBlock comment = members.comments().of(origin(step));
            Calls.Call call = call(step, List.of());
            calls.add(comment.equals(last) ? call : call.after(comment));
            last = comment;
        }
        return parts.body(calls, List.of());
    }

    private static String origin(Step step) {
        return step instanceof Step.Nest nest ? nest.origin() : ((Step.Sequence) step).origin();
    }

    /** {@code around}: the variables of the loops that the step stands in. */
    private Calls.Call call(Step step, List<String> around) {
        return step instanceof Step.Sequence sequence ? loop(sequence, around) : call((Step.Nest) step);
    }

    private Calls.Call loop(Step.Sequence sequence, List<String> around) {
        String name = members.names().allocate(Identifiers.local(sequence.axis().name()));
        iterations.put(sequence.axis(), name);
        List<String> inside = new ArrayList<>(around);
        inside.add(name);
        List<Calls.Call> calls =
                sequence.steps().stream().map(step -> call(step, inside)).toList();
        String length = signature.length(sequence.axis().extent());
        return part.isPresent()
                ? parts.loop(members.names().allocate("next"), name, length, calls, inside)
                : parts.loop(name, length, calls, inside);
    }

    private Calls.Call call(Step.Nest nest) {
        KernelChoice.Use use = kernels.of(nest);
        choices.add(new Forms.Choice(nest.origin(), use.kernel().form(), use.method()));
        divides |= use.division().isPresent();
        if (part.isPresent() && use.division().isPresent()) {
            return Calls.one(shared(nest, use, use.division().get(), part.get()));
        }
        Part whole = Part.whole(use.division()
                .map(division -> signature.length(division.axis().extent()))
                .orElse(""));
        return Calls.one(CodeBlock.builder().addStatement(call(use, whole)).build());
    }

    private CodeBlock call(KernelChoice.Use use, Part of) {
        List<String> arguments =
                use.arguments().stream().map(argument -> argument(argument, of)).toList();
        return CodeBlock.of("$L(" + String.join(",$W", arguments) + ")", use.method());
    }

    /** A call for each share, by several threads. */
    private CodeBlock shared(Step.Nest nest, KernelChoice.Use use, Division division, Part share) {
        String shares = Part.shares(nest, division, members.thresholds().tileIterations(), signature);
        return CodeBlock.builder()
                .addStatement(
                        "SharedLoop.run($L,$W$L.$L,$W$L,$W$L,$W$L,$W($L, $L, $L) ->$W$L,$W$L)",
                        shares,
                        signature.workspace(),
                        WorkspaceFields.THREADS,
                        division.shares(),
                        signature.length(division.axis().extent()),
                        division.unit(),
                        share.share(),
                        share.from(),
                        share.to(),
                        call(use, share),
                        signature.executor())
                .build();
    }

    private String argument(Kernel.Argument argument, Part of) {
        if (argument instanceof Kernel.Argument.Array array) {
            return array(array.buffer(), array.layout());
        } else if (argument instanceof Kernel.Argument.Offset offset) {
            return signature.port(offset.buffer()).orElseThrow().offset();
        } else if (argument instanceof Kernel.Argument.Length length) {
            return signature.length(length.length());
        } else if (argument instanceof Kernel.Argument.Iteration iteration) {
            return iterations.get(iteration.axis());
        }
        if (argument instanceof Kernel.Argument.Target) {
            return signature.workspace() + ".vector";
        }
        if (argument instanceof Kernel.Argument.Begin) {
            return of.from();
        } else if (argument instanceof Kernel.Argument.End) {
            return of.to();
        }
        return members.workspace().sums((Kernel.Argument.Sums) argument, of.share());
    }

    private String array(Buffer buffer, Kernel.Layout layout) {
        return switch (buffer.role()) {
            case INPUT, OUTPUT -> signature.port(buffer).orElseThrow().variable();
            case WEIGHT, CONSTANT -> members.weights().of(buffer, layout);
            case STATE ->
                signature.carried().variable() + "."
                        + signature.carried().fields().get(buffer);
            case TEMPORARY, ROWS -> members.workspace().array(buffer);
        };
    }
}
