package io.github.nnc.emit;

import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Program;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the class of a model looks from outside: its name, and the parameters of its methods.
 *
 * @param lengths the parameter for each length that a call decides, in the order of the inputs
 * @param workspace the parameter for the workspace
 * @param count the parameter for the size of a batch
 * @param executor the parameter for what runs shares of a batch
 * @param workspaces the parameter for a workspace a share
 * @param carried the parameter for what a call leaves to the next one, if there is such
 */
record Signature(
        String className,
        List<Port> inputs,
        List<Port> outputs,
        Map<Extent.Symbol, String> lengths,
        String workspace,
        String count,
        String executor,
        String workspaces,
        Carried carried) {

    boolean hasFixedLengths() {
        return lengths.isEmpty();
    }

    /** Whether many calls may be one: each is as long as the other, and none depends on another. */
    boolean takesBatches() {
        return hasFixedLengths() && carried.isEmpty();
    }

    /** The same names for a program whose inputs and outputs are as many, each in its place. */
    Signature over(Program block) {
        return new Signature(
                className,
                over(inputs, block.buffers(Buffer.Role.INPUT)),
                over(outputs, block.buffers(Buffer.Role.OUTPUT)),
                lengths,
                workspace,
                count,
                executor,
                workspaces,
                carried);
    }

    private static List<Port> over(List<Port> ports, List<Buffer> buffers) {
        return IntStream.range(0, ports.size())
                .mapToObj(i -> ports.get(i).over(buffers.get(i)))
                .toList();
    }

    /** Every length as Java, those that a call decides and those that state tells. */
    String length(Extent length) {
        if (length.isFixed()) {
            return length.toString();
        }
        String decided = lengths.get(length);
        return decided != null ? decided : carried.length(length, lengths).orElseThrow();
    }

    Optional<Port> port(Buffer buffer) {
        return Stream.concat(inputs.stream(), outputs.stream())
                .filter(port -> port.buffer() == buffer)
                .findFirst();
    }

    /** Names everything, inputs first; {@code names} holds what the class uses for itself. */
    static Signature of(Model model, Program program, Identifiers names) {
        List<Port> in = inputs(model, program.buffers(Buffer.Role.INPUT), names);
        List<Port> out = outputs(model, program.buffers(Buffer.Role.OUTPUT), names);
        Map<Extent.Symbol, String> lengths = lengths(in, names);
        return new Signature(
                JavaNames.className(model.name()),
                in,
                out,
                lengths,
                names.allocate(List.of("w", "workspace")),
                names.allocate("count"),
                names.allocate("executor"),
                names.allocate("workspaces"),
                Carried.of(program, names));
    }

    private static List<Port> inputs(Model model, List<Buffer> inputs, Identifiers names) {
        List<Port> in = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Model.Input input = model.inputs().get(i);
            String name = input.name().isEmpty() ? "x" : JavaNames.variableName(input.name());
            String constant = inputs.size() == 1 ? "INPUT" : JavaNames.constantName(input.name());
            in.add(port(
                    inputs.get(i),
                    name,
                    constant,
                    input.value().type().vocabulary(),
                    input.documentation(),
                    Optional.empty(),
                    names));
        }
        return List.copyOf(in);
    }

    private static List<Port> outputs(Model model, List<Buffer> outputs, Identifiers names) {
        List<Port> out = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Model.Output output = model.outputs().get(i);
            boolean single = outputs.size() == 1;
            Optional<Port.LabelEnum> labels = output.labels()
                    .map(texts -> new Port.LabelEnum(
                            labelled(model) == 1 ? "Label" : JavaNames.className(output.name()) + "Label",
                            texts.stream().map(JavaNames::constantName).toList(),
                            texts));
            out.add(port(
                    outputs.get(i),
                    single ? "y" : JavaNames.variableName(output.name()),
                    single ? "OUTPUT" : JavaNames.constantName(output.name()),
                    OptionalLong.empty(),
                    Optional.empty(),
                    labels,
                    names));
        }
        return List.copyOf(out);
    }

    private static long labelled(Model model) {
        return model.outputs().stream().filter(o -> o.labels().isPresent()).count();
    }

    private static Port port(
            Buffer buffer,
            String name,
            String constant,
            OptionalLong vocabulary,
            Optional<String> documentation,
            Optional<Port.LabelEnum> labels,
            Identifiers names) {
        String variable = names.allocate(name);
        return new Port(
                buffer,
                variable,
                names.allocate(variable + "At"),
                names.allocate(variable + "s"),
                constant,
                vocabulary,
                documentation,
                labels);
    }

    private static Map<Extent.Symbol, String> lengths(List<Port> inputs, Identifiers names) {
        Map<Extent.Symbol, String> lengths = new LinkedHashMap<>();
        for (Port input : inputs) {
            for (Extent extent : input.shape().extents()) {
                if (extent instanceof Extent.Symbol symbol && !lengths.containsKey(symbol)) {
                    boolean named = symbol.name().matches("[A-Za-z][A-Za-z0-9_]*");
                    String anonymous = inputs.size() == 1 ? "length" : input.variable() + "Length";
                    lengths.put(symbol, names.allocate(named ? JavaNames.variableName(symbol.name()) : anonymous));
                }
            }
        }
        return Collections.unmodifiableMap(lengths);
    }
}
