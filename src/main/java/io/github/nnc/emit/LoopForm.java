package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.AcrossReduction;
import io.github.nnc.lower.Contraction;
import io.github.nnc.lower.FunctionMap;
import io.github.nnc.lower.Thresholds;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final KernelPattern.Recogniser patterns = new KernelPattern.Recogniser();
    private final Map<KernelPattern, Written> written = new HashMap<>();

    private LoopForm(Program program, Signature signature, LoopMembers members) {
        this.program = program;
        this.signature = signature;
        this.members = members;
        this.parts = new Calls(signature, members.names());
    }

    /**
     * The code of a program.
     *
     * @param block the same for a block of samples, where batches are computed so
     */
    static ForwardCode write(Program program, Optional<Program> block, Signature signature, LoopMembers members) {
        LoopForm single = new LoopForm(program, signature, members);
        CodeBlock body = single.body();
        List<MethodSpec> methods = new ArrayList<>(single.parts.methods());
        Optional<ForwardCode.Block> blocks = block.map(samples -> {
            LoopForm form = new LoopForm(samples, signature.over(samples), members);
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
                blocks,
                methods,
                members.weights().fields(),
                packing,
                members.workspace().fields(),
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
        return parts.loop(name, signature.length(sequence.axis().extent()), calls, inside);
    }

    private Calls.Call call(Step.Nest nest) {
        KernelPattern.Match match = patterns.match(nest);
        Written known = written.computeIfAbsent(match.pattern(), pattern -> write(nest, match));
        choices.add(new Forms.Choice(nest.origin(), known.kernel.form(), known.method));
        List<String> arguments = match.arguments(known.kernel.arguments(), known.match).stream()
                .map(this::argument)
                .toList();
        return Calls.one(CodeBlock.builder()
                .addStatement("$L(" + String.join(",$W", arguments) + ")", known.method)
                .build());
    }

    /** The kernel of the first nest of a pattern. */
    private record Written(Kernel kernel, String method, KernelPattern.Match match) {}

    private Written write(Step.Nest nest, KernelPattern.Match match) {
        Kernel plain = kernel(nest);
        Kernel kernel =
                members.companion().map(fast -> fast.dispatching(plain, nest)).orElse(plain);
        return new Written(kernel, members.kernels().method(kernel), match);
    }

    private Kernel kernel(Step.Nest nest) {
        Thresholds thresholds = members.thresholds();
        Optional<Kernel> function = FunctionMap.of(nest, thresholds).map(found -> FunctionKernel.of(nest, found));
        return function.or(
                        () -> Contraction.ofRows(nest, thresholds).map(contraction -> RowKernel.of(nest, contraction)))
                .or(() -> AcrossReduction.of(nest, thresholds).map(across -> AcrossKernel.of(nest, across)))
                .orElseGet(() -> loops(nest));
    }

    /** The loops of a nest over buffers that all lie as they are seen from outside. */
    static Kernel loops(Step.Nest nest) {
        return jam(nest).map(axis -> LoopKernel.jammed(nest, axis)).orElseGet(() -> LoopKernel.plain(nest));
    }

    /** The innermost axis along which a sum reuses what it reads. */
    private static Optional<Axis> jam(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.SUM) {
            for (int i = nest.parallel().size() - 1; i >= 0; i--) {
                Axis axis = nest.parallel().get(i);
                if (axis.extent().isFixed() && axis.extent().max() > 1 && Contraction.reuses(nest.body(), axis)) {
                    return Optional.of(axis);
                }
            }
        }
        return Optional.empty();
    }

    private String argument(Kernel.Argument argument) {
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
        return members.workspace().sums((Kernel.Argument.Sums) argument);
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
