package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.AcrossReduction;
import io.github.nnc.lower.Contraction;
import io.github.nnc.lower.FunctionMap;
import io.github.nnc.lower.MemoryPlan;
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
    private final Identifiers names;
    private final Thresholds thresholds;
    private final StraightLine.Comments comments;
    private final MemoryPlan memory;
    private final WeightFields weights;
    private final KernelMethods kernels;
    private final List<Forms.Choice> choices = new ArrayList<>();
    private final Map<Axis, String> iterations = new IdentityHashMap<>();
    private final Calls parts;
    private final Optional<VectorCompanion> companion;
    private final List<Long> sums = new ArrayList<>();
    private final KernelPattern.Recogniser patterns = new KernelPattern.Recogniser();
    private final Map<KernelPattern, Written> written = new HashMap<>();

    LoopForm(
            Program program,
            Signature signature,
            TensorTable table,
            Identifiers names,
            Thresholds thresholds,
            StraightLine.Comments comments,
            Optional<VectorCompanion> companion) {
        this.companion = companion;
        this.program = program;
        this.signature = signature;
        this.names = names;
        this.thresholds = thresholds;
        this.comments = comments;
        this.memory = MemoryPlan.of(program);
        this.parts = new Calls(signature, names);
        this.kernels = new KernelMethods(names);
        this.weights = new WeightFields(program, table, names, kernels, leastRow());
    }

    ForwardCode write() {
        List<Calls.Call> calls = new ArrayList<>();
        CodeBlock last = CodeBlock.of("");
        for (Step step : program.steps()) {
            CodeBlock comment = comments.of(origin(step));
            Calls.Call call = call(step, List.of());
            calls.add(comment.equals(last) ? call : call.after(comment));
            last = comment;
        }
        CodeBlock body = parts.body(calls, List.of());
        List<MethodSpec> packers = new ArrayList<>();
        CodeBlock packing = weights.packing(packers);
        List<MethodSpec> methods = new ArrayList<>(parts.methods());
        methods.addAll(kernels.methods());
        methods.addAll(packers);
        return new ForwardCode(body, methods, weights.fields(), packing, workspace(), new Forms(choices));
    }

    private static String origin(Step step) {
        return step instanceof Step.Nest nest ? nest.origin() : ((Step.Sequence) step).origin();
    }

    /** {@code around}: the variables of the loops that the step stands in. */
    private Calls.Call call(Step step, List<String> around) {
        return step instanceof Step.Sequence sequence ? loop(sequence, around) : call((Step.Nest) step);
    }

    private Calls.Call loop(Step.Sequence sequence, List<String> around) {
        String name = names.allocate(Identifiers.local(sequence.axis().name()));
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
        Kernel kernel = companion.map(fast -> fast.dispatching(plain, nest)).orElse(plain);
        return new Written(kernel, kernels.method(kernel), match);
    }

    private Kernel kernel(Step.Nest nest) {
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
        return sums((Kernel.Argument.Sums) argument);
    }

    private String sums(Kernel.Argument.Sums asked) {
        while (sums.size() <= asked.number()) {
            sums.add(0L);
        }
        sums.set(asked.number(), Math.max(sums.get(asked.number()), asked.size()));
        return signature.workspace() + ".sums" + asked.number();
    }

    private String array(Buffer buffer, Kernel.Layout layout) {
        return switch (buffer.role()) {
            case INPUT, OUTPUT -> signature.port(buffer).orElseThrow().variable();
            case WEIGHT, CONSTANT -> weights.of(buffer, layout);
            case STATE ->
                signature.carried().variable() + "."
                        + signature.carried().fields().get(buffer);
            case TEMPORARY, ROWS ->
                signature.workspace() + "." + slotName(memory.slots().get(buffer));
        };
    }

    private static String slotName(int slot) {
        return slot < 26 ? Character.toString('a' + slot) : "a" + slot;
    }

    private List<FieldSpec> workspace() {
        List<FieldSpec> fields = new ArrayList<>();
        for (int i = 0; i < memory.arrays().size(); i++) {
            MemoryPlan.Slot slot = memory.arrays().get(i);
            fields.add(slot.width() > 0 ? rows(slotName(i), slot) : flat(slotName(i), slot));
        }
        for (int i = 0; i < sums.size(); i++) {
            fields.add(field("float", "sums" + i, sums.get(i)));
        }
        return fields;
    }

    private static FieldSpec flat(String name, MemoryPlan.Slot slot) {
        return field(
                slot.element() == Buffer.Element.INT ? "int" : "float",
                name,
                slot.size().longValueExact());
    }

    /** How long the array of a row is at least: vectors are loaded whole. */
    private int leastRow() {
        return companion.isPresent() ? VectorPlan.MOST_LANES : 1;
    }

    private FieldSpec rows(String name, MemoryPlan.Slot slot) {
        long count = slot.size().longValueExact() / slot.width();
        return FieldSpec.builder(float[][].class, name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new float[$L][$L]", count, Math.max(leastRow(), slot.width()))
                .build();
    }

    private static FieldSpec field(String element, String name, long size) {
        return FieldSpec.builder(
                        element.equals("int") ? int[].class : float[].class, name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $L[$L]", element, size)
                .build();
    }
}
