package io.github.nnc.inmemory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * javac's view of files: class files are kept in memory, and on the class path stands one class alone, {@link Network}.
 * It is read as a resource because a class path to search exists neither in Maven nor in every launcher.
 */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {

    private static final String SHARED_PACKAGE = Network.class.getPackageName();

    private final SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();

    MemoryFiles(JavaFileManager platform) {
        super(platform);
    }

    static JavaFileObject source(String path, String text) {
        return new Source(path, text);
    }

    SortedMap<String, byte[]> classes() {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new Output(className, written.computeIfAbsent(className, name -> new ByteArrayOutputStream()));
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<JavaFileObject> found = new ArrayList<>();
        if (packageName.equals(SHARED_PACKAGE) && kinds.contains(JavaFileObject.Kind.CLASS)) {
            found.add(new Shared());
        }
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Shared ? Network.class.getName() : super.inferBinaryName(location, file);
    }

    private static URI uri(String path) {
        return URI.create("memory:///" + path);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(uri(path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes;

        Output(String className, ByteArrayOutputStream bytes) {
            super(uri(className.replace('.', '/') + ".class"), Kind.CLASS);
            this.bytes = bytes;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }

    private static final class Shared extends SimpleJavaFileObject {

        Shared() {
            super(uri(Network.class.getName().replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            InputStream stream = Network.class.getResourceAsStream(Network.class.getSimpleName() + ".class");
            if (stream == null) {
                throw new IOException("no class file of " + Network.class.getName());
            }
            return stream;
        }
    }
}
