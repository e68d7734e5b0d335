package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The declarations of one file: its blocks, those it imports, its constants and its models. */
final class FileScope {

    private final Map<String, Block> own = new LinkedHashMap<>();
    private final Map<String, Block> imported = new LinkedHashMap<>();
    private final Map<String, Datum> constants = new LinkedHashMap<>();
    private final Map<String, Span> laterConstants = new HashMap<>();
    private final List<Declaration.Model> models = new ArrayList<>();

    /** A block and the file whose constants it sees. */
    record Block(Declaration.Block declaration, FileScope home) {}

    private FileScope() {}

    /** Reads the declarations of a file and reports what is wrong with them; each imported file is read once. */
    static FileScope of(Unit unit, Map<Unit, FileScope> known, Report report) {
        FileScope scope = new FileScope();
        Map<String, Identifier> modelNames = new HashMap<>();
        for (Unit.Import imported : unit.imports()) {
            FileScope target = known.get(imported.unit());
            if (target == null) {
                target = of(imported.unit(), known, report);
                known.put(imported.unit(), target);
            }
            scope.addImported(target, imported.declaration(), report);
        }
        Map<String, Identifier> blockNames = new HashMap<>();
        Map<String, Identifier> constantNames = new HashMap<>();
        for (Declaration declaration : unit.syntax().declarations()) {
            if (declaration instanceof Declaration.Const constant) {
                scope.laterConstants.putIfAbsent(
                        constant.name().text(), constant.name().span());
            }
        }
        for (Declaration declaration : unit.syntax().declarations()) {
            if (declaration instanceof Declaration.Block block) {
                if (isNew(block.name(), "block", blockNames, report)) {
                    scope.addOwn(block, report);
                }
            } else if (declaration instanceof Declaration.Const constant) {
                if (isNew(constant.name(), "constant", constantNames, report)) {
                    scope.addConstant(constant, report);
                }
            } else if (declaration instanceof Declaration.Model model
                    && isNew(model.name(), "model", modelNames, report)) {
                scope.models.add(model);
            }
        }
        return scope;
    }

    List<Declaration.Model> models() {
        return Collections.unmodifiableList(models);
    }

    List<Block> blocks() {
        return List.copyOf(own.values());
    }

    /** The block that a statement's name stands for: one of this file, otherwise an imported one. */
    Optional<Block> block(String name) {
        return Optional.ofNullable(own.getOrDefault(name, imported.get(name)));
    }

    List<String> blockNames() {
        List<String> names = new ArrayList<>(own.keySet());
        names.addAll(imported.keySet());
        return names;
    }

    Optional<Datum> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    List<String> constantNames() {
        return List.copyOf(constants.keySet());
    }

    /** Where a constant is declared that is not computed yet. */
    Optional<Span> laterConstant(String name) {
        return Optional.ofNullable(laterConstants.get(name));
    }

    private void addImported(FileScope target, Declaration.Import declaration, Report report) {
        target.own.forEach((name, block) -> {
            Block other = imported.putIfAbsent(name, block);
            if (other != null && other != block) {
                report.add(hides(
                        declaration.target().span(),
                        "the block `" + name + "` of this file is hidden by the one of "
                                + other.declaration().span().file().path()));
            }
        });
    }

    private void addOwn(Declaration.Block block, Report report) {
        String name = block.name().text();
        Span span = block.name().span();
        Block other = imported.get(name);
        if (other != null) {
            report.add(hides(
                    span,
                    "the block `" + name + "` hides the imported one of "
                            + other.declaration().span().file().path()));
        } else if (StatementCatalog.find(name).isPresent()) {
            report.add(hides(span, "the block `" + name + "` hides the statement `" + name + "`"));
        } else if (LayerCatalog.find(name).isPresent()) {
            report.add(hides(span, "the block `" + name + "` hides the layer `" + name + "`"));
        }
        own.put(name, new Block(block, this));
        Map<String, Identifier> parameters = new HashMap<>();
        for (Declaration.Parameter parameter : block.parameters()) {
            isNew(parameter.name(), "parameter", parameters, report);
        }
    }

    private void addConstant(Declaration.Const constant, Report report) {
        Frame frame = Frame.constants(this, constant.span());
        Evaluator evaluator = new Evaluator(report, frame, Flow.Absent.NOTHING);
        Datum value = evaluator.value(constant.value());
        if (value instanceof Datum.Word word) {
            report.add(unknownWord(constant.value().items().get(0), word));
            value = Datum.Unknown.UNKNOWN;
        }
        if (value instanceof Datum.Range range
                && isWrittenHere(constant.value().items().get(0))) {
            value = range.named(constant.name().text());
        }
        constants.put(constant.name().text(), value);
        laterConstants.remove(constant.name().text());
    }

    /** Whether a range is a new one, not another constant by a second name. */
    private static boolean isWrittenHere(Item item) {
        return item instanceof Item.Range
                || item instanceof Item.Expression expression
                        && expression.extents().get(0).range();
    }

    private Diagnostic unknownWord(Item item, Datum.Word word) {
        Optional<Span> later = laterConstant(word.value());
        if (later.isPresent()) {
            return Diagnostic.of(
                    Code.CONSTANT_LATER,
                    item.span(),
                    "the constant `" + word.value() + "` is declared later, at "
                            + Report.line(later.get(), item.span().file()));
        }
        return Diagnostic.of(
                Code.UNKNOWN_CONSTANT, item.span(), "there is no constant `" + word.value() + "` above this one");
    }

    private static boolean isNew(Identifier name, String kind, Map<String, Identifier> names, Report report) {
        Identifier earlier = names.putIfAbsent(name.text(), name);
        if (earlier != null) {
            report.add(Diagnostic.of(
                    Code.DUPLICATE_DECLARATION,
                    name.span(),
                    "there is a " + kind + " `" + name.text() + "` already, at "
                            + Report.line(earlier.span(), name.span().file())));
        }
        return earlier == null;
    }

    private static Diagnostic hides(Span span, String message) {
        return Diagnostic.of(Code.HIDDEN_NAME, span, message);
    }
}
