"""The library as a service over HTTP (extra ``serve``). Never prints.

    connection → protocol → app: limits → workers: JSON, a process a request

``server.serve`` runs it with uvicorn; ``app.Service`` is the application for any ASGI
server. Nothing is imported here, for the workers need neither.
"""
