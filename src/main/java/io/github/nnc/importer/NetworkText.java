package io.github.nnc.importer;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.network.Network;
import io.github.nnc.network.TensorSource;
import io.github.nnc.source.SourceFile;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a network as a {@code .nn} file, has it checked, and files its tensors under the names that the check gives. */
final class NetworkText {

    private final ImportRequest request;
    private final Network network;
    private final boolean batched;
    private final Layout layout;
    private final Naming naming;
    private final StatementText statements;
    private final StringBuilder text = new StringBuilder();

    NetworkText(ImportRequest request, Network network, boolean batched) {
        this.request = request;
        this.network = network;
        this.batched = batched;
        this.layout = new Layout(network);
        this.naming = new Naming(network, layout);
        this.statements = new StatementText(layout, naming::result, Map.of());
    }

    Optional<Imported> imported(Diagnostics diagnostics) {
        write();
        CheckResult checked = Compiler.check(new SourceFile(request.name() + ".nn", text.toString()));
        checked.diagnostics().stream().filter(Diagnostic::isError).forEach(diagnostics::report);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Model model = checked.models().get(0);
        return Optional.of(new Imported(
                request.name(),
                text.toString(),
                new StoredTensors(layout.items().toList(), model).all(),
                inputs(model),
                outputs(model)));
    }

    private void write() {
        constants()
                .forEach((name, bounds) -> text.append("const ")
                        .append(name)
                        .append(" = ")
                        .append(bounds)
                        .append(";\n"));
        for (int i = 0; i < layout.blocks().size(); i++) {
            write(layout.blocks().get(i), naming.block(i));
        }
        network.documentation()
                .filter(said -> !said.isBlank())
                .ifPresent(said -> text.append("/** ").append(comment(said)).append(" */\n"));
        text.append("model ").append(request.name()).append(" <\n");
        text.append(new PartText(naming, layout.blocks(), statements, new LabelsText(network.outputs()))
                .chain(layout.parts(), 1));
        if (layout.listsOutputs()) {
            text.append(PartText.INDENT)
                    .append("output ")
                    .append(network.outputs().stream()
                            .map(output -> statements.reference(output.value()))
                            .collect(Collectors.joining(", ")))
                    .append(";\n");
        }
        boolean stores = network.calls().stream()
                .anyMatch(call -> call.tensors().values().stream().anyMatch(TensorSource.Stored.class::isInstance));
        if (stores) {
            text.append(PartText.INDENT)
                    .append("weights \"")
                    .append(request.weights())
                    .append("\";\n");
        }
        text.append(">\n");
    }

    private void write(Block block, String name) {
        StatementText spelled = new StatementText(layout, naming::result, block.spelled());
        text.append("block ")
                .append(name)
                .append(block.declared())
                .append(" <\n")
                .append(new PartText(naming, layout.blocks(), spelled, new LabelsText(List.of()))
                        .arriving(block.body()))
                .append(">\n\n");
    }

    private static String comment(String said) {
        return said.replaceAll("\\s+", " ").replace("*/", "* /").strip();
    }

    /** The lengths that vary, by name. */
    private Map<String, String> constants() {
        Map<String, String> constants = new TreeMap<>();
        for (Network.Input input : network.inputs()) {
            for (Extent extent : input.value().shape().extents()) {
                if (!extent.isFixed()) {
                    constants.put(extent.toString(), extent.min() + ".." + extent.max());
                }
            }
        }
        return constants;
    }

    private List<Imported.Port> inputs(Model model) {
        List<Imported.Port> ports = new ArrayList<>();
        for (int i = 0; i < network.inputs().size(); i++) {
            Model.Input input = model.inputs().get(i);
            ports.add(new Imported.Port(
                    network.inputs().get(i).name(), input.name(), input.value().type(), batched));
        }
        return ports;
    }

    private List<Imported.Port> outputs(Model model) {
        List<Imported.Port> ports = new ArrayList<>();
        for (int i = 0; i < network.outputs().size(); i++) {
            Model.Output output = model.outputs().get(i);
            ports.add(new Imported.Port(
                    network.outputs().get(i).name(),
                    output.name(),
                    output.value().type(),
                    batched));
        }
        return ports;
    }
}
