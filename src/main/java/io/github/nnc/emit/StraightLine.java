package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a program without axes: every element of every buffer becomes a local variable. */
final class StraightLine {

    private final Program program;
    private final Signature signature;
    private final BufferNames buffers;
    private final Identifiers names;
    private final Comments comments;
    private final Address address;
    private final ScalarCode scalars;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Map<Buffer, Map<String, String>> elements = new IdentityHashMap<>();
    private final Map<Expression, String> shared = new HashMap<>();
    private final Set<Buffer> readBack = new HashSet<>();

    StraightLine(Program program, Signature signature, BufferNames buffers, Identifiers scope, Comments comments) {
        this.program = program;
        this.signature = signature;
        this.buffers = buffers;
        this.names = new Identifiers(scope);
        this.comments = comments;
        this.address = new Address(StraightLine::noAxis, length -> length.name(), this::load);
        this.scalars = new ScalarCode(this::load, index -> address.of(index), shared::get);
    }

    CodeBlock write() {
        for (Port input : signature.inputs()) {
            readInput(input);
        }
        checkWeights();
        for (Step.Nest nest : Reads.nests(program.steps())) {
            Reads.of(nest).forEach(access -> readBack.add(access.buffer()));
        }
        CodeBlock last = CodeBlock.of("");
        for (Step.Nest nest : Reads.nests(program.steps())) {
            CodeBlock comment = comments.of(nest.origin());
            if (!comment.equals(last)) {
                code.add("\n").add(comment);
                last = comment;
            }
            write(nest);
        }
        for (Port output : signature.outputs()) {
            if (readBack.contains(output.buffer())) {
                elements.get(output.buffer())
                        .forEach((index, local) ->
                                code.addStatement("$L[$L] = $L", output.variable(), at(output, index), local));
            }
        }
        return code.build();
    }

    /** HotSpot knows the lengths from here on, and leaves out the check of each index: up to three times as fast. */
    private void checkWeights() {
        List<String> conditions = new ArrayList<>();
        for (Buffer weight : program.parameters()) {
            conditions.add(buffers.of(weight) + ".length != " + weight.shape().elements());
        }
        if (!conditions.isEmpty()) {
            code.add("// known lengths spare a check at each index\n");
            code.beginControlFlow("if (" + String.join("$W|| ", conditions) + ")")
                    .addStatement("throw new AssertionError()")
                    .endControlFlow();
        }
    }

    private void readInput(Port input) {
        if (input.isSingleId()) {
            elements.computeIfAbsent(input.buffer(), b -> new LinkedHashMap<>()).put("0", input.variable());
            return;
        }
        String type = input.isInt() ? "int" : "float";
        for (long i = 0; i < input.size(); i++) {
            String local = declare(input.buffer(), Long.toString(i));
            code.addStatement("$L $L = $L[$L]", type, local, input.variable(), at(input, Long.toString(i)));
        }
    }

    private void write(Step.Nest nest) {
        Expression value = Reducing.replace(nest.epilogue(), nest.body());
        shared.clear();
        for (Expression common : CommonSubexpressions.of(List.of(value), false)) {
            String text = scalars.print(common);
            String local = names.allocate("z");
            code.addStatement("float $L = " + text, local);
            shared.put(common, local);
        }
        String text = scalars.print(value);
        Buffer target = nest.target().buffer();
        String index = address.of(nest.target(), "");
        String assign = nest.store() == Step.Store.ACCUMULATE ? " += " : " = ";
        Port output = signature.port(target).orElse(null);
        if (output != null && !readBack.contains(target)) {
            code.addStatement("$L[$L]" + assign + text, output.variable(), at(output, index));
        } else if (elements.getOrDefault(target, Map.of()).containsKey(index)) {
            code.addStatement("$L" + assign + text, elements.get(target).get(index));
        } else {
            code.addStatement("float $L = " + text, declare(target, index));
        }
    }

    private static String at(Port port, String index) {
        return index.equals("0") ? port.offset() : port.offset() + " + " + index;
    }

    private String declare(Buffer buffer, String index) {
        String base = buffers.of(buffer);
        boolean single = buffer.shape().elements().bitLength() == 1;
        boolean digit = Character.isDigit(base.charAt(base.length() - 1));
        String local = names.allocate(single ? base : base + (digit ? "_" : "") + index);
        elements.computeIfAbsent(buffer, b -> new LinkedHashMap<>()).put(index, local);
        return local;
    }

    private String load(Access access) {
        String index = address.of(access, "");
        if (access.buffer().isParameter()) {
            return buffers.of(access.buffer()) + "[" + index + "]";
        }
        return elements.get(access.buffer()).get(index);
    }

    private static String noAxis(Axis axis) {
        throw new IllegalStateException("axis " + axis + " in straight-line code");
    }

    /** What the steps of one layer are introduced by. */
    interface Comments {

        CodeBlock of(String origin);
    }

    /** The identifier that stands for a buffer. */
    interface BufferNames {

        String of(Buffer buffer);
    }
}
