Console.WriteLine("hypjit");
