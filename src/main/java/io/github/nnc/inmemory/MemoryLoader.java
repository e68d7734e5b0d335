package io.github.nnc.inmemory;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/**
 * Runs classes from memory, with the resources beside them. They see the platform and {@link Network}; what else stands
 * on the class path of the caller, a class of the same name even, stays out of their sight.
 */
public final class MemoryLoader extends ClassLoader {

    private final Map<String, byte[]> classes;
    private final Map<String, byte[]> resources;

    /**
     * @param classes by binary name
     * @param resources by path
     */
    public MemoryLoader(Map<String, byte[]> classes, Map<String, byte[]> resources) {
        super(ClassLoader.getPlatformClassLoader());
        this.classes = Map.copyOf(classes);
        this.resources = Map.copyOf(resources);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(Network.class.getName())) {
            return Network.class;
        }
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected URL findResource(String path) {
        byte[] bytes = resources.get(path);
        if (bytes == null) {
            return null;
        }
        try {
            return new URL(null, "memory:/" + path, new Handler(bytes));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Enumeration<URL> findResources(String path) {
        URL found = findResource(path);
        return found == null
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(found));
    }

    private static final class Handler extends URLStreamHandler {

        private final byte[] bytes;

        Handler(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
