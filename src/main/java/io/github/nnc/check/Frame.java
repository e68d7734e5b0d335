package io.github.nnc.check;

import io.github.nnc.source.Span;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a statement stands: what its words can mean, and which names it gives.
 *
 * @param file the file it is written in
 * @param bindings parameters of its block and counters of its repetitions
 * @param labels its label scope
 * @param modules its scope of module names
 * @param repetition how many unlabelled repetitions are around it in its module scope
 * @param place what it belongs to
 * @param caller the block call that led here
 * @param inlined the unlabelled block call that stands alone, whose labels are filed in the scope around it
 * @param depth how many bodies and calls are around it
 */
record Frame(
        FileScope file,
        Map<String, Datum> bindings,
        LabelScope labels,
        ModuleScope modules,
        int repetition,
        Place place,
        Optional<Caller> caller,
        Optional<Statement.Call> inlined,
        int depth) {

    /** What a statement belongs to. */
    enum Place {
        /** The model itself, perhaps inside unlabelled structure. */
        MODEL,
        /** A labelled group or join. */
        SCOPE,
        REPETITION,
        BLOCK
    }

    /** A chain of block calls, and of modules applied again, the innermost first. */
    record Caller(Optional<Declaration.Block> block, Span span, Optional<Caller> outer) {

        boolean includes(Declaration.Block other) {
            for (Optional<Caller> at = Optional.of(this); at.isPresent(); at = at.get().outer) {
                if (at.get().block.filter(block -> block == other).isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    static Frame model(FileScope file, Body body) {
        return new Frame(
                file,
                Map.of(),
                new LabelScope(Optional.empty(), body),
                new ModuleScope(Module.ROOT),
                0,
                Place.MODEL,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** Where constants are computed: there is nothing but the constants above. */
    static Frame constants(FileScope file, Span span) {
        return model(file, new Body(List.of(), span));
    }

    /** Where a block's body stands: its parameters, its file's constants, and no label from outside. */
    Frame block(FileScope.Block block, Map<String, Datum> arguments, Caller call) {
        LabelScope inside = new LabelScope(Optional.empty(), block.declaration().body());
        return new Frame(
                block.home(),
                arguments,
                inside,
                modules,
                repetition,
                Place.BLOCK,
                Optional.of(call),
                inlined,
                depth + 1);
    }

    /** Inside a block that nobody calls. */
    static Frame uncalled(FileScope.Block block, Map<String, Datum> arguments) {
        LabelScope inside = new LabelScope(Optional.empty(), block.declaration().body());
        return new Frame(
                block.home(),
                arguments,
                inside,
                new ModuleScope(Module.ROOT),
                0,
                Place.BLOCK,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** The same, reached by other calls. */
    Frame calledBy(Optional<Caller> calls) {
        return new Frame(file, bindings, labels, modules, repetition, place, calls, inlined, depth);
    }

    /** With a scope of module names of its own. */
    Frame named(Module module) {
        return new Frame(file, bindings, labels, new ModuleScope(module), 0, place, caller, Optional.empty(), depth);
    }

    /** With the names of an unlabelled block call filed in the scope around it. */
    Frame inlined(Statement.Call call) {
        return new Frame(file, bindings, labels, modules, repetition, place, caller, Optional.of(call), depth);
    }

    /** Inside a body that is transparent. */
    Frame deeper() {
        return new Frame(file, bindings, labels, modules, repetition, place, caller, inlined, depth + 1);
    }

    /** Inside a labelled body. */
    Frame scope(LabelScope inner, Module module) {
        Place within = place == Place.MODEL ? Place.SCOPE : place;
        return new Frame(
                file, bindings, inner, new ModuleScope(module), 0, within, caller, Optional.empty(), depth + 1);
    }

    /** Inside one run of a repetition. */
    Frame counting(Optional<String> counter, Datum value) {
        Map<String, Datum> more = new HashMap<>(bindings);
        counter.ifPresent(name -> more.put(name, value));
        Place within = place == Place.BLOCK ? place : Place.REPETITION;
        return new Frame(file, more, labels, modules, repetition, within, caller, inlined, depth);
    }

    /** Inside one run of an unlabelled repetition. */
    Frame repeated() {
        return new Frame(file, bindings, labels, modules, repetition + 1, place, caller, inlined, depth + 1);
    }
}
