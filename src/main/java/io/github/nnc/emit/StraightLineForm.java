package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code of a class whose program has no axes. */
final class StraightLineForm {

    private StraightLineForm() {}

    static ForwardCode write(
            Program program, Signature signature, TensorTable table, Identifiers names, Statements statements) {
        Map<Buffer, String> bufferNames = new IdentityHashMap<>();
        KernelMethods kernels = new KernelMethods(names);
        WeightFields weights = new WeightFields(program, table, names, kernels, 1);
        for (Buffer parameter : program.parameters()) {
            bufferNames.put(parameter, weights.of(parameter, Kernel.Layout.FLAT));
        }
        for (Port port : signature.inputs()) {
            bufferNames.put(port.buffer(), port.variable());
        }
        for (Port port : signature.outputs()) {
            bufferNames.put(port.buffer(), port.variable());
        }
        for (Buffer buffer : program.buffers(Buffer.Role.TEMPORARY)) {
            bufferNames.put(buffer, Identifiers.local(statements.label(buffer, program)));
        }
        CodeBlock body = new StraightLine(program, signature, bufferNames::get, names, statements::comment).write();
        List<Forms.Choice> choices = new ArrayList<>();
        Reads.nests(program.steps()).stream()
                .map(nest -> nest.origin())
                .distinct()
                .forEach(origin -> choices.add(new Forms.Choice(origin, Forms.Form.STRAIGHT_LINE, "forward")));
        List<MethodSpec> packers = new ArrayList<>();
        CodeBlock packing = weights.packing(packers);
        List<MethodSpec> methods = new ArrayList<>(kernels.methods());
        methods.addAll(packers);
        return new ForwardCode(
                body,
                Optional.empty(),
                Optional.empty(),
                methods,
                weights.fields(),
                packing,
                List.of(),
                CodeBlock.builder().build(),
                new Forms(choices));
    }
}
