<!DOCTYPE html><html><head><title>Login</title></head></html>
