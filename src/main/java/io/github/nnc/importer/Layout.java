package io.github.nnc.importer;

import io.github.nnc.layer.LayerType;
import io.github.nnc.network.LayerCall;
import io.github.nnc.network.Network;
import io.github.nnc.network.Operand;
import io.github.nnc.network.TensorSource;
import io.github.nnc.network.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a network is going to be written: the pieces of its chain, and which statements something names. */
final class Layout {

    private final Network network;
    private final Statements statements;
    private final Set<Item> referred = new HashSet<>();
    private final Map<Operand.Constant, Item> owners = new IdentityHashMap<>();
    private final Set<Item> reading = new HashSet<>();
    private final Set<Item> sharing = new HashSet<>();
    private final Modules modules;
    private final List<Part> parts;
    private final List<Block> blocks;

    Layout(Network network) {
        this.network = network;
        this.statements = Statements.of(network);
        List<Part> branched = BranchFinder.find(statements.items(), new Users(network, statements.items()));
        branched.stream().flatMap(Part::items).forEach(this::own);
        branched.forEach(this::refer);
        if (listsOutputs(branched)) {
            network.outputs().forEach(output -> referred.add(maker(output.value())));
        }
        StatementText looks =
                new StatementText(this, item -> "@" + statements.items().indexOf(item), Map.of());
        List<Part> repeated = new RepeatFinder(referred, looks::look).find(branched);
        this.modules = new Modules(statements.items());
        BlockFinder.Found found =
                new BlockFinder(repeated, this::isClosed, referred::contains, modules::isTorn).found();
        this.parts = found.parts();
        this.blocks = found.blocks();
    }

    /** Whether a statement reads only what flows to it, and none of its tensors is read elsewhere. */
    private boolean isClosed(Item item) {
        return !item.isInput()
                && item.call().type().role() != LayerType.Role.SOURCE
                && item.calls().stream().allMatch(call -> call.outputs().size() == 1)
                && !reading.contains(item)
                && !sharing.contains(item);
    }

    List<Part> parts() {
        return parts;
    }

    Modules modules() {
        return modules;
    }

    /** By number. */
    List<Block> blocks() {
        return blocks;
    }

    /** All statements in the order in which they are written. */
    Stream<Item> items() {
        return parts.stream().flatMap(Part::items);
    }

    /** The statement whose chain makes a value. */
    Item maker(Value value) {
        return statements.maker(value);
    }

    /** Whether something names a statement. */
    boolean isReferredTo(Item item) {
        return referred.contains(item);
    }

    /** The statement whose tensor another one reads as well; the first that has it. */
    Optional<Item> owner(Item reader, Operand.Constant tensor) {
        return Optional.ofNullable(owners.get(tensor)).filter(owner -> owner != reader);
    }

    /** Whether the outputs are listed, since they are not just what comes last. */
    boolean listsOutputs() {
        return listsOutputs(parts);
    }

    private boolean listsOutputs(List<Part> pieces) {
        return network.outputs().size() > 1
                || !network.outputs()
                        .get(0)
                        .value()
                        .equals(pieces.get(pieces.size() - 1).result());
    }

    /** Equal vectors are equal by chance more often than on purpose: they are stored twice. */
    private void own(Item item) {
        for (LayerCall call : item.calls()) {
            for (TensorSource source : call.tensors().values()) {
                if (source instanceof TensorSource.Stored stored
                        && stored.constant().extents().size() > 1
                        && owners.putIfAbsent(stored.constant(), item) != null) {
                    referred.add(owners.get(stored.constant()));
                    sharing.add(owners.get(stored.constant()));
                    sharing.add(item);
                }
            }
        }
    }

    private void refer(Part part) {
        if (part instanceof Part.Branches joined) {
            joined.branches().forEach(branch -> branch.forEach(this::refer));
            return;
        }
        part.from().ifPresent(value -> referred.add(maker(value)));
        part.items().forEach(item -> {
            List<Value> named = named(item);
            named.forEach(value -> referred.add(maker(value)));
            if (!named.isEmpty()) {
                reading.add(item);
            }
        });
    }

    /** The values that a statement names besides the one that it continues from. */
    private static List<Value> named(Item item) {
        List<Value> values = new ArrayList<>();
        values.addAll(item.inputs()
                .subList(Math.min(1, item.inputs().size()), item.inputs().size()));
        for (LayerCall call : item.calls()) {
            for (TensorSource source : call.tensors().values()) {
                if (source instanceof TensorSource.Computed computed) {
                    values.add(computed.value());
                }
            }
        }
        return values;
    }
}
