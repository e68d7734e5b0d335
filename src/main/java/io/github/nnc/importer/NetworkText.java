package io.github.nnc.importer;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.Model;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import io.github.nnc.source.SourceFile;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
    private final Statements statements;
    private final Labels labels = new Labels();
    private final Map<Item, String> names = new HashMap<>();
    private final Map<Operand.Constant, String> owners = new IdentityHashMap<>();

    NetworkText(ImportRequest request, Network network, boolean batched) {
        this.request = request;
        this.network = network;
        this.batched = batched;
        this.statements = Statements.of(network);
    }

    Optional<Imported> imported(Diagnostics diagnostics) {
        sharedTensors();
        name();
        String text = text();
        CheckResult checked = Compiler.check(new SourceFile(request.name() + ".nn", text));
        checked.diagnostics().stream().filter(found -> found.isError()).forEach(diagnostics::report);
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Model model = checked.models().get(0);
        return Optional.of(new Imported(
                request.name(), text, new StoredTensors(statements, model).all(), inputs(model), outputs(model)));
    }

    /** The first layer that stores a tensor owns it; the others name it. */
    private void sharedTensors() {
        Map<Operand.Constant, Item> first = new IdentityHashMap<>();
        for (Item item : statements.items()) {
            for (LayerCall call : item.calls()) {
                for (TensorSource source : call.tensors().values()) {
                    if (source instanceof TensorSource.Stored stored
                            && first.putIfAbsent(stored.constant(), item) != null
                            && first.get(stored.constant()) != item) {
                        statements.refer(first.get(stored.constant()).result());
                    }
                }
            }
        }
    }

    private void name() {
        Map<Value, String> ports = new HashMap<>();
        network.outputs().forEach(output -> ports.put(output.value(), output.name()));
        network.inputs().forEach(input -> ports.put(input.value(), input.name()));
        Map<String, Integer> numbers = new HashMap<>();
        for (Item item : statements.items()) {
            Optional<String> module = item.isInput() ? Optional.empty() : ModuleNames.of(item.call());
            boolean several = item.isInput() && network.inputs().size() > 1;
            boolean needed = several || statements.isReferredTo(item);
            if (!needed && !item.isInput()) {
                // the name that it gets anyway
                String kind = item.call().type().name();
                String numbered = kind + (numbers.getOrDefault(kind, 0) + 1);
                needed = module.filter(name -> !Labels.identifier(name).equals(numbered))
                        .isPresent();
                numbers.merge(kind, needed ? 0 : 1, Integer::sum);
            }
            if (needed) {
                String like = module.orElse(
                        ports.getOrDefault(item.result(), item.result().name()));
                names.put(item, labels.like(like, "x"));
            }
        }
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        statements.items().forEach(item -> lines.add(statement(item)));
        boolean listed =
                network.outputs().stream().anyMatch(output -> statements.isReferredTo(statements.maker(output.value())))
                        && !isLast();
        if (listed) {
            lines.add("output "
                    + network.outputs().stream()
                            .map(output -> reference(output.value()))
                            .collect(Collectors.joining(", ")));
        }
        if (statements.items().stream().anyMatch(item -> item.calls().stream().anyMatch(NetworkText::stores))) {
            lines.add("weights \"" + request.weights() + "\"");
        }
        StringBuilder text = new StringBuilder();
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
        lines.forEach(line -> text.append("  ").append(line).append(";\n"));
        return text.append(">\n").toString();
    }

    private static String comment(String said) {
        return said.replaceAll("\\s+", " ").replace("*/", "* /").strip();
    }

    private static boolean stores(LayerCall call) {
        return call.tensors().values().stream().anyMatch(TensorSource.Stored.class::isInstance);
    }

    private boolean isLast() {
        List<Item> items = statements.items();
        return network.outputs().size() == 1
                && network.outputs()
                        .get(0)
                        .value()
                        .equals(items.get(items.size() - 1).result());
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

    private String statement(Item item) {
        String label = names.containsKey(item) ? names.get(item) + ": " : "";
        String from =
                item.from().map(value -> "from " + reference(value) + "; ").orElse("");
        return from + label + (item.isInput() ? input(item.result()) : layer(item));
    }

    private static String input(Value value) {
        TensorType type = value.type();
        String shape = type.shape().rank() == 0
                ? ""
                : " "
                        + ArgumentText.dimensions(type.shape().extents().stream()
                                .map(Optional::of)
                                .toList());
        return "input" + shape + (type.isIds() ? " tokens=" + type.vocabulary().getAsLong() : "");
    }

    private String layer(Item item) {
        LayerCall call = item.call();
        List<String> words = new ArrayList<>(List.of(call.type().name()));
        if (call.type().role() == LayerType.Role.JOIN) {
            item.inputs().stream().skip(1).map(this::reference).forEach(words::add);
        }
        for (Parameter parameter : call.type().parameters()) {
            ArgumentValue value = call.arguments().get(parameter.name());
            if (value != null) {
                boolean bare = call.type().number().filter(parameter::equals).isPresent();
                words.add(
                        bare
                                ? ArgumentText.number(((ArgumentValue.Real) value).value())
                                : ArgumentText.of(
                                        parameter,
                                        value,
                                        index -> reference(item.inputs().get(index))));
            }
        }
        call.tensors().forEach((name, source) -> tensor(item, name, source).ifPresent(words::add));
        item.calls().stream().skip(1).forEach(word -> words.add(word.type().name()));
        return String.join(" ", words);
    }

    /** What says where a tensor is from; nothing where it is the layer's own. */
    private Optional<String> tensor(Item item, String name, TensorSource source) {
        if (source instanceof TensorSource.Computed computed) {
            return Optional.of(name + "=" + reference(computed.value()));
        }
        Operand.Constant constant = ((TensorSource.Stored) source).constant();
        if (!owners.containsKey(constant)) {
            String label = names.getOrDefault(item, "");
            owners.put(constant, name.isEmpty() ? label : label + "." + name);
            return Optional.empty();
        }
        return Optional.of(name + "=" + owners.get(constant));
    }

    private String reference(Value value) {
        Item item = statements.maker(value);
        String label = names.get(item);
        if (item.isInput() || value.equals(item.result())) {
            return label;
        }
        LayerCall call = item.call();
        List<String> outputs = call.type()
                .factory()
                .apply(new io.github.nnc.layer.Arguments(call.arguments()))
                .outputNames();
        return label + "." + outputs.get(call.outputs().indexOf(value));
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
