package io.github.nnc.check;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.model.Model;
import io.github.nnc.source.FileTree;
import io.github.nnc.syntax.Declaration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From syntax to models. */
public final class Checker {

    private Checker() {}

    /**
     * The models of a file in the order of its text; all that is wrong goes to {@code diagnostics}, and where there is an
     * error there are no models. Of {@code files} only lists of labels are read.
     */
    public static List<Model> check(Unit unit, FileTree files, Diagnostics diagnostics) {
        Report report = new Report(diagnostics, unit.complete());
        FileScope scope = FileScope.of(unit, new IdentityHashMap<>(), report);
        LabelFiles labelFiles = new LabelFiles(files);
        JavaNameCheck javaNames = new JavaNameCheck(report);
        Set<Declaration.Block> called = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Model> models = new ArrayList<>();
        boolean valid = unit.sound();
        for (Declaration.Model declaration : scope.models()) {
            Report own = new Report(report);
            ModelBuilder builder = new ModelBuilder(own);
            Elaborator elaborator = new Elaborator(own, builder, labelFiles, called);
            Frame frame = Frame.model(scope, declaration.body());
            Flow last = elaborator.body(declaration.body(), frame, Flow.Absent.NOTHING, false);
            if (builder.isBroken()) {
                continue;
            }
            new ModelCheck(own, builder, declaration).run(last);
            valid &= !own.hasErrors();
            if (!own.hasErrors()) {
                Model model = builder.build(declaration);
                javaNames.check(model, builder.labels());
                models.add(model);
            }
        }
        uncalled(scope, labelFiles, called, report);
        return valid && !report.hasErrors() ? models : List.of();
    }

    /** Blocks that no model calls are checked as far as that is possible without knowing what arrives. */
    private static void uncalled(FileScope scope, LabelFiles labelFiles, Set<Declaration.Block> called, Report report) {
        for (FileScope.Block block : scope.blocks()) {
            if (called.contains(block.declaration())) {
                continue;
            }
            ModelBuilder builder = new ModelBuilder(report);
            Map<String, Datum> arguments = new HashMap<>();
            block.declaration().parameters().forEach(p -> arguments.put(p.name().text(), Datum.Unknown.UNKNOWN));
            Frame frame = Frame.uncalled(block, arguments);
            new Elaborator(report, builder, labelFiles, called)
                    .body(block.declaration().body(), frame, Flow.Absent.UNKNOWN);
        }
    }
}
