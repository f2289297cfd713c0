"""What a picture is judged by: each judge looks at a window and returns what is wrong, in words."""
