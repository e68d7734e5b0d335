package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.model.JavaNames;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The code of a class whose program has no axes. */
final class StraightLineForm {

    private StraightLineForm() {}

    static ForwardCode write(
            Program program, Signature signature, TensorTable table, Identifiers names, Statements statements) {
        Map<Buffer, String> bufferNames = new IdentityHashMap<>();
        List<FieldSpec> fields = new ArrayList<>();
        CodeBlock.Builder packing = CodeBlock.builder();
        for (Buffer weight : program.buffers(Buffer.Role.WEIGHT)) {
            String field = names.allocate(JavaNames.variableName(weight.name()));
            bufferNames.put(weight, field);
            fields.add(FieldSpec.builder(float[].class, field, Modifier.PRIVATE, Modifier.FINAL)
                    .build());
            packing.addStatement("$L = tensors[$L]", field, table.row(weight.name()));
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
        return new ForwardCode(body, List.of(), fields, packing.build(), List.of(), new Forms(choices));
    }
}
