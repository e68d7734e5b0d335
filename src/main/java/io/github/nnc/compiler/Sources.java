package io.github.nnc.compiler;

import io.github.nnc.check.Unit;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.parser.Parser;
import io.github.nnc.source.FileTree;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.source.Texts;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.SourceUnit;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and parses a file and all it imports, from other files or the standard library, each once. */
final class Sources {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_IMPORTS_DEEP = 100;

    private final FileTree files;
    private final Diagnostics diagnostics;
    private final Map<String, Unit> loaded = new HashMap<>();
    private final Map<String, Unit> libraries = new HashMap<>();
    private final List<String> loading = new ArrayList<>();

    Sources(FileTree files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /** A file that was asked for and all it imports; empty, and reported, where it cannot be read. */
    Optional<Unit> open(String path) {
        Unit known = loaded.get(path);
        Span nowhere = new SourceFile(path, "").span(0, 0);
        return known == null ? read(path, nowhere).map(this::load) : Optional.of(known);
    }

    /** A text and all it imports. */
    Unit open(SourceFile text) {
        return load(text);
    }

    /** A file without what it imports; empty, and reported, where it cannot be read. */
    Optional<SourceUnit> parse(String path) {
        return read(path, new SourceFile(path, "").span(0, 0)).map(file -> Parser.parse(file, diagnostics));
    }

    /** The text of a file; empty, and reported at {@code place}, where it cannot be read. */
    private Optional<SourceFile> read(String path, Span place) {
        try {
            Optional<String> text = Texts.read(files, path, MOST_BYTES);
            if (text.isEmpty()) {
                report(Code.FILE_TOO_LARGE, place, "`" + path + "` is larger than 1 MiB (1048576 bytes)");
            }
            return text.map(content -> new SourceFile(path, content));
        } catch (CharacterCodingException e) {
            report(Code.NOT_UTF8, place, "`" + path + "` is not text in UTF-8");
        } catch (NoSuchFileException e) {
            report(Code.FILE_NOT_FOUND, place, "there is no file `" + path + "`");
        } catch (IOException e) {
            report(Code.FILE_NOT_FOUND, place, "`" + path + "` cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The file and all it imports. */
    private Unit load(SourceFile file) {
        Diagnostics own = new Diagnostics();
        SourceUnit syntax = Parser.parse(file, own);
        own.sorted().forEach(diagnostics::report);
        boolean complete = syntax.complete();
        boolean sound = !own.hasErrors();
        loading.add(file.path());
        List<Unit.Import> imports = new ArrayList<>();
        for (Declaration declaration : syntax.declarations()) {
            if (declaration instanceof Declaration.Import written) {
                Optional<Unit> unit = load(written);
                unit.ifPresent(found -> imports.add(new Unit.Import(written, found)));
                complete &= unit.filter(Unit::complete).isPresent();
                sound &= unit.filter(Unit::sound).isPresent();
            }
        }
        loading.remove(loading.size() - 1);
        Unit unit = new Unit(syntax, imports, complete, sound);
        loaded.put(file.path(), unit);
        return unit;
    }

    private Optional<Unit> load(Declaration.Import written) {
        Span place = written.target().span();
        if (!(written.target() instanceof Item.Text target)) {
            return library(place);
        }
        String path = files.resolve(place.file().path(), target.value());
        if (loading.contains(path)) {
            List<String> circle = new ArrayList<>(loading.subList(loading.indexOf(path), loading.size()));
            circle.add(path);
            diagnostics.report(Diagnostic.of(Code.IMPORT_CYCLE, place, "`" + path + "` imports itself")
                    .withNote("the circle is `" + String.join("` -> `", circle) + "`"));
            return Optional.empty();
        }
        if (loaded.containsKey(path)) {
            return Optional.of(loaded.get(path));
        }
        if (loading.size() >= MOST_IMPORTS_DEEP) {
            report(Code.TOO_DEEP, place, "imports are nested more than " + MOST_IMPORTS_DEEP + " deep here");
            return Optional.empty();
        }
        return read(path, place).map(this::load);
    }

    private Optional<Unit> library(Span place) {
        String name = place.text();
        if (!Libraries.NAMES.contains(name)) {
            diagnostics.report(Libraries.unknown(name, place));
            return Optional.empty();
        }
        return Optional.of(libraries.computeIfAbsent(name, known -> load(Libraries.open(known))));
    }

    private void report(Code code, Span place, String message) {
        diagnostics.report(Diagnostic.of(code, place, message));
    }
}
