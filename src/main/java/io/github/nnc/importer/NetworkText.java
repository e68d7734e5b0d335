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

    private static final String INDENT = "  ";

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
        this.statements = new StatementText(layout, naming::label);
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
        network.documentation()
                .filter(said -> !said.isBlank())
                .ifPresent(said -> text.append("/** ").append(comment(said)).append(" */\n"));
        text.append("model ").append(request.name()).append(" <\n");
        write(layout.parts(), INDENT);
        if (layout.listsOutputs()) {
            text.append(INDENT)
                    .append("output ")
                    .append(network.outputs().stream()
                            .map(output -> statements.reference(output.value()))
                            .collect(Collectors.joining(", ")))
                    .append(";\n");
        }
        boolean stores = network.calls().stream()
                .anyMatch(call -> call.tensors().values().stream().anyMatch(TensorSource.Stored.class::isInstance));
        if (stores) {
            text.append(INDENT).append("weights \"").append(request.weights()).append("\";\n");
        }
        text.append(">\n");
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

    private void write(List<Part> parts, String indent) {
        for (Part part : parts) {
            text.append(indent);
            part.from()
                    .ifPresent(value -> text.append("from ")
                            .append(statements.reference(value))
                            .append("; "));
            if (part instanceof Part.Single single) {
                text.append(labelled(naming.label(single.item()))).append(statements.of(single.item()));
            } else if (part instanceof Part.Branches joined) {
                write(joined, indent);
            } else if (part instanceof Part.Repeat repeat) {
                text.append(labelled(naming.label(repeat))).append("repeat ");
                text.append(repeat.iterations().size()).append(' ');
                body(List.of(repeat.iterations().get(0)), indent);
            }
            text.append(";\n");
        }
    }

    private static String labelled(String label) {
        return label.isEmpty() ? "" : label + ": ";
    }

    /** A residual takes no activation as a word, and its label would name what is before it. */
    private void write(Part.Branches joined, String indent) {
        Item join = joined.join();
        String label = labelled(naming.label(join));
        if (!joined.isResidual()) {
            text.append(label).append(statements.branching(join)).append(' ');
            body(joined.branches(), indent);
            return;
        }
        int words = join.calls().size() - 1;
        text.append(words == 0 ? label : "").append("residual ");
        body(joined.branches().subList(1, 2), indent);
        for (int i = 1; i <= words; i++) {
            text.append(";\n").append(indent).append(i == words ? label : "");
            text.append(join.calls().get(i).type().name());
        }
    }

    private void body(List<List<Part>> branches, String indent) {
        text.append("<\n");
        for (int i = 0; i < branches.size(); i++) {
            if (i > 0) {
                text.append(indent).append("|\n");
            }
            write(branches.get(i), indent + INDENT);
        }
        text.append(indent).append('>');
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
