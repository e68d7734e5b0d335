package io.github.nnc.importer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who calls which block. */
final class BlockCallers {

    private final List<List<Part.Call>> shown = new ArrayList<>();
    private final List<List<Part.Call>> all = new ArrayList<>();

    private final Modules modules;

    private BlockCallers(Modules modules) {
        this.modules = modules;
    }

    static BlockCallers of(Layout layout, Modules modules) {
        BlockCallers callers = new BlockCallers(modules);
        layout.blocks().forEach(block -> {
            callers.shown.add(new ArrayList<>());
            callers.all.add(new ArrayList<>());
        });
        callers.collect(layout.parts(), true);
        return callers;
    }

    /** The calls in the model itself, of those in a repetition that has a name the first. */
    List<Part.Call> shown(int block) {
        return shown.get(block);
    }

    /** All calls, those in other blocks and all those of repetitions as well. */
    List<Part.Call> all(int block) {
        return all.get(block);
    }

    private void collect(Collection<Part> parts, boolean written) {
        for (Part part : parts) {
            if (part instanceof Part.Branches joined) {
                joined.branches().forEach(branch -> collect(branch, written));
            } else if (part instanceof Part.Repeat repeat) {
                boolean named = RepeatModules.of(repeat, modules).isPresent();
                for (int i = 0; i < repeat.iterations().size(); i++) {
                    collect(repeat.iterations().get(i), written && named && i == 0);
                }
            } else if (part instanceof Part.Call call) {
                all.get(call.block()).add(call);
                if (written) {
                    shown.get(call.block()).add(call);
                }
                collect(call.body(), false);
            }
        }
    }
}
