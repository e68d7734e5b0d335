package io.github.nnc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.emit.Target;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path module;

    private final BuildContext buildContext =
            new DefaultBuildContext(new org.sonatype.plexus.build.incremental.DefaultBuildContext());
    private VectorCompiler vectorCompiler = VectorCompiler.ofThisRuntime();
    private boolean vector;
    private boolean parallel;
    private Map<String, ImportRequest.Bounds> dimensions = Map.of();
    private final List<Boolean> wishes = new ArrayList<>();
    private int compilations;

    @BeforeEach
    void writeTwoNetworks() throws IOException {
        write("src/main/nn/cat.nn", "cat weights.bin");
        write("src/main/nn/big/dog.nn", "dog");
        write("src/main/nn/weights.bin", "1 2 3");
    }

    @Test
    void subFoldersArePackages() throws Exception {
        generate("default", "1", "com.example");
        assertThat(module.resolve("target/sources/com/example/Cat.java")).hasContent("cat weights.bin1 2 3");
        assertThat(module.resolve("target/sources/com/example/big/Dog.java")).hasContent("dog");
        assertThat(module.resolve("target/resources/com/example/Cat.bin")).hasContent("1 2 3");
    }

    @Test
    void theSecondRunDoesNothing() throws Exception {
        assertThat(generate()).isTrue();
        assertThat(generate()).isFalse();
        assertThat(compilations).isEqualTo(1);
    }

    @Test
    void aTouchedFileIsUnchanged() throws Exception {
        generate();
        Files.setLastModifiedTime(module.resolve("src/main/nn/cat.nn"), LONG_AGO);
        assertThat(generate()).isFalse();
    }

    @Test
    void aChangedNetworkRewritesItsOwnClassOnly() throws Exception {
        generate();
        Path cat = module.resolve("target/sources/Cat.java");
        Path dog = module.resolve("target/sources/big/Dog.java");
        Files.setLastModifiedTime(cat, LONG_AGO);
        Files.setLastModifiedTime(dog, LONG_AGO);
        write("src/main/nn/cat.nn", "cat two");
        assertThat(generate()).isTrue();
        assertThat(cat).hasContent("cat two");
        assertThat(Files.getLastModifiedTime(cat)).isNotEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(dog)).isEqualTo(LONG_AGO);
    }

    @Test
    void aFileThatANetworkReadsBelongsToIt() throws Exception {
        generate();
        write("src/main/nn/weights.bin", "4 5 6");
        assertThat(generate()).isTrue();
        assertThat(module.resolve("target/resources/Cat.bin")).hasContent("4 5 6");
        Files.delete(module.resolve("src/main/nn/weights.bin"));
        assertThatThrownBy(this::generate).isInstanceOf(MojoFailureException.class);
    }

    @Test
    void anotherToolOrConfigurationGeneratesAnew() throws Exception {
        generate("default", "1", "");
        generate("default", "2", "");
        assertThat(compilations).isEqualTo(2);
        generate("default", "2", "com.example");
        assertThat(compilations).isEqualTo(3);
        assertThat(filesBelow("target/sources")).containsExactly("com/example/Cat.java", "com/example/big/Dog.java");
    }

    @Test
    void removesWhatBelongsToARemovedNetworkAndItsEmptyFolder() throws Exception {
        generate();
        write("target/sources/Foreign.java", "not ours");
        Files.delete(module.resolve("src/main/nn/big/dog.nn"));
        assertThat(generate()).isTrue();
        assertThat(filesBelow("target/sources")).containsExactly("Cat.java", "Foreign.java");
        assertThat(module.resolve("target/sources/big")).doesNotExist();
    }

    @Test
    void removesTheLastNetworkToo() throws Exception {
        generate();
        Files.delete(module.resolve("src/main/nn/big/dog.nn"));
        Files.delete(module.resolve("src/main/nn/cat.nn"));
        assertThat(generate()).isTrue();
        assertThat(filesBelow("target/sources")).isEmpty();
        assertThat(filesBelow("target/resources")).isEmpty();
        assertThat(generate()).isFalse();
    }

    @Test
    void keepsAnOutputThatSomebodyReplaced() throws Exception {
        generate();
        write("target/sources/big/Dog.java", "written by hand");
        Files.delete(module.resolve("src/main/nn/big/dog.nn"));
        generate();
        assertThat(module.resolve("target/sources/big/Dog.java")).hasContent("written by hand");
    }

    @Test
    void restoresAnOutputThatWasChangedOrDeleted() throws Exception {
        generate();
        write("target/sources/big/Dog.java", "changed");
        Files.delete(module.resolve("target/resources/Cat.bin"));
        assertThat(generate()).isTrue();
        assertThat(module.resolve("target/sources/big/Dog.java")).hasContent("dog");
        assertThat(module.resolve("target/resources/Cat.bin")).hasContent("1 2 3");
    }

    @Test
    void anErrorLeavesTheLastOutputsAlone() throws Exception {
        generate();
        List<String> before = filesBelow("target");
        write("src/main/nn/cat.nn", "cat gone.bin");
        write("src/main/nn/big/dog.nn", "dog two");
        assertThatThrownBy(this::generate).hasMessage("1 error in a network");
        assertThat(filesBelow("target")).isEqualTo(before);
        assertThat(module.resolve("target/sources/big/Dog.java")).hasContent("dog");
        write("src/main/nn/cat.nn", "cat weights.bin");
        assertThat(generate()).isTrue();
    }

    @Test
    void twoExecutionsThatShareAFolderLeaveEachOtherAlone() throws Exception {
        generate("one", "1", "a");
        generate("two", "1", "b");
        assertThat(generate("one", "1", "a")).isFalse();
        assertThat(generate("two", "1", "b")).isFalse();
        generate("one", "1", "b");
        assertThat(filesBelow("target/sources")).containsExactly("b/Cat.java", "b/big/Dog.java");
        generate("two", "1", "c");
        assertThat(filesBelow("target/sources"))
                .containsExactly("b/Cat.java", "b/big/Dog.java", "c/Cat.java", "c/big/Dog.java");
    }

    @Test
    void aFolderThatIsNoPackageIsRefused() throws Exception {
        write("src/main/nn/my-nets/cow.nn", "cow");
        assertThatThrownBy(this::generate)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("my-nets/cow.nn would be in the package `my-nets`");
    }

    @Test
    void aDamagedStateIsNoState() throws Exception {
        generate();
        for (String name : filesBelow("target/nnc")) {
            write("target/nnc/" + name, "nonsense");
        }
        assertThat(generate()).isFalse();
        assertThat(compilations).isEqualTo(2);
    }

    @Test
    void companionsAreCompiledAndLieAmongTheResources() throws Exception {
        vector = true;
        generate("default", "1", "com.example");
        assertThat(filesBelow("target/sources")).containsExactly("com/example/Cat.java", "com/example/big/Dog.java");
        assertThat(filesBelow("target/vector"))
                .containsExactly("com/example/CatVector.java", "com/example/big/DogVector.java");
        assertThat(filesBelow("target/resources"))
                .containsExactly(
                        "com/example/Cat.bin",
                        "com/example/CatVector$Lanes.class",
                        "com/example/CatVector.class",
                        "com/example/big/DogVector$Lanes.class",
                        "com/example/big/DogVector.class");
        byte[] bytes = Files.readAllBytes(module.resolve("target/resources/com/example/CatVector.class"));
        assertThat(bytes[7]).as("class file version of Java 17").isEqualTo((byte) 61);
        assertThat(generate("default", "1", "com.example")).isFalse();
    }

    @Test
    void aCompanionThatWasDeletedComesBack() throws Exception {
        vector = true;
        generate();
        Files.delete(module.resolve("target/resources/CatVector.class"));
        assertThat(generate()).isTrue();
        assertThat(module.resolve("target/resources/CatVector.class")).isRegularFile();
    }

    /** With everything that the build copied of it; what it did not copy stays. */
    @Test
    void companionsGoWhenNobodyWantsThemAnyMore() throws Exception {
        vector = true;
        generate();
        copyResources();
        write("target/classes/big/DogVector.class", "not ours");
        vector = false;
        assertThat(generate()).isTrue();
        assertThat(compilations).isEqualTo(2);
        assertThat(filesBelow("target/vector")).isEmpty();
        assertThat(filesBelow("target/resources")).containsExactly("Cat.bin");
        assertThat(filesBelow("target/classes")).containsExactly("Cat.bin", "big/DogVector.class");
    }

    @Test
    void aRemovedNetworkTakesItsCompanionAlong() throws Exception {
        vector = true;
        generate();
        copyResources();
        Files.delete(module.resolve("src/main/nn/big/dog.nn"));
        generate();
        assertThat(filesBelow("target/vector")).containsExactly("CatVector.java");
        assertThat(filesBelow("target/classes")).containsExactly("Cat.bin", "CatVector$Lanes.class", "CatVector.class");
        assertThat(module.resolve("target/classes/big")).doesNotExist();
    }

    /** They change what an ONNX file is imported as, though not the file. */
    @Test
    void otherLengthsOfDimensionsGenerateAnew() throws Exception {
        generate();
        dimensions = Map.of("seq", ImportRequest.Bounds.of(16));
        assertThat(generate()).isFalse();
        assertThat(generate()).isFalse();
        assertThat(compilations).isEqualTo(2);
    }

    /** It changes every class, though no file that is read. */
    @Test
    void anotherWishForThreadsGeneratesAnew() throws Exception {
        generate();
        parallel = true;
        generate();
        generate();
        assertThat(wishes).containsExactly(false, true);
    }

    @Test
    void companionsNeedAJdk() throws Exception {
        vectorCompiler = new VectorCompiler(Optional.empty());
        assertThat(generate()).isTrue();
        List<String> before = filesBelow("target");
        vector = true;
        assertThatThrownBy(this::generate)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(System.getProperty("java.home"))
                .hasMessageContaining("has no javac")
                .hasMessageContaining("leave <vector> out");
        assertThat(filesBelow("target")).isEqualTo(before);
    }

    @Test
    void whatJavacSaysOfACompanionIsTold() throws Exception {
        vector = true;
        write("src/main/nn/cat.nn", "cat !");
        assertThatThrownBy(this::generate)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("cannot compile them: /CatVector.java:2: error")
                .hasMessageContaining("jdk.incubator.vector");
    }

    /** What the resources plugin does. */
    private void copyResources() throws IOException {
        for (String file : filesBelow("target/resources")) {
            Path copy = module.resolve("target/classes").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(module.resolve("target/resources").resolve(file), copy);
        }
    }

    private boolean generate() throws IOException, MojoFailureException {
        return generate("default", "1", "");
    }

    private boolean generate(String execution, String version, String rootPackage)
            throws IOException, MojoFailureException {
        Generation generation = new Generation(
                execution,
                version,
                module,
                module.resolve("src/main/nn"),
                rootPackage,
                Optional.empty(),
                true,
                vector,
                parallel,
                dimensions,
                "com.example/app",
                module.resolve("target/sources"),
                module.resolve("target/resources"),
                module.resolve("target/vector"),
                module.resolve("target/classes"),
                module.resolve("target/nnc"));
        DiagnosticReport report =
                new DiagnosticReport(generation.files(), new SystemStreamLog(), new Markers(buildContext));
        return new Generator(generation, this::compile, vectorCompiler, report, new SystemStreamLog()).run();
    }

    /** A language of its own: a name, then perhaps the file whose content is the resource, or an error of javac's. */
    private CompileResult compile(CompileRequest request) {
        compilations++;
        wishes.add(request.parallel());
        SortedMap<String, String> sources = new TreeMap<>();
        SortedMap<String, String> companions = new TreeMap<>();
        SortedMap<String, byte[]> resources = new TreeMap<>();
        SortedSet<String> read = new TreeSet<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (CompileRequest.Source source : request.sources()) {
            String text = text(request, source.path());
            String[] words = text.split(" ");
            String name = source.packageName().replace('.', '/') + "/"
                    + words[0].substring(0, 1).toUpperCase(Locale.ROOT) + words[0].substring(1);
            name = name.startsWith("/") ? name.substring(1) : name;
            read.add(source.path());
            if (words.length == 2 && words[1].endsWith(".bin")) {
                String path = request.files().resolve(source.path(), words[1]);
                read.add(path);
                String content = text(request, path);
                if (content == null) {
                    SourceFile file = new SourceFile(source.path(), text);
                    diagnostics.add(Diagnostic.of(Code.FILE_NOT_FOUND, file.span(0, 3), "`" + path + "` is missing"));
                    continue;
                }
                resources.put(name + ".bin", content.getBytes(StandardCharsets.UTF_8));
                text += content;
            }
            sources.put(name + ".java", text);
            if (request.target() == Target.VECTOR) {
                companions.put(name + "Vector.java", companion(source.packageName(), name, text.contains("!")));
            }
        }
        if (!diagnostics.isEmpty()) {
            sources.clear();
            companions.clear();
            resources.clear();
        }
        return new CompileResult(sources, companions, resources, diagnostics, read);
    }

    private static String companion(String packageName, String name, boolean wrong) {
        String type = name.substring(name.lastIndexOf('/') + 1) + "Vector";
        return (packageName.isEmpty() ? "" : "package " + packageName + ";") + "\nfinal class " + type + " {"
                + "static final class Lanes { static final jdk.incubator.vector.VectorSpecies<Float> ALL"
                + " = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED; }"
                + (wrong ? "!" : "") + "}\n";
    }

    private static String text(CompileRequest request, String path) {
        try (InputStream in = Channels.newInputStream(request.files().open(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = module.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> filesBelow(String folder) throws IOException {
        Path root = module.resolve(folder);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
